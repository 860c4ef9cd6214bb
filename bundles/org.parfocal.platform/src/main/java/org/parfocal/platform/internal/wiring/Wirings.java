package org.parfocal.platform.internal.wiring;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sections;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.OpenModel;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.Wired;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.resolving.PluginAbsence;
import org.parfocal.platform.internal.resolving.ResolvedSection;
import org.parfocal.platform.internal.resolving.ResolvedStudy;
import org.parfocal.platform.internal.resolving.ResolvedVariant;
import org.parfocal.platform.internal.resolving.SectionResolver;

/** Opens what was resolved. */
public final class Wirings {
  private final BundleContext context;
  private final ConfigurationAdmin configurations;
  private final ServiceComponentRuntime components;
  private final Supplier<Catalogue> catalogue;
  private final PluginAbsence absence;
  private final Environment environment;
  private final BackboneFormats formats;
  private final CodeOrigins origins;
  private final AtomicInteger opened = new AtomicInteger();

  /** Opens in the framework of this context. */
  public Wirings(
      BundleContext context,
      ConfigurationAdmin configurations,
      ServiceComponentRuntime components,
      Supplier<Catalogue> catalogue,
      PluginAbsence absence) {
    this.context = context;
    this.configurations = configurations;
    this.components = components;
    this.catalogue = catalogue;
    this.absence = absence;
    this.environment = new Environment(context);
    this.formats = new BackboneFormats(context);
    this.origins = new CodeOrigins(context);
  }

  /** Deletes the configurations that a killed process left in the framework's storage. */
  public void clear() {
    try {
      Configuration[] left =
          configurations.listConfigurations("(" + Sections.INSTANCE_PROPERTY + "=*)");
      for (Configuration configuration : left == null ? new Configuration[0] : left) {
        configuration.delete();
      }
    } catch (IOException e) {
      throw new OutputException("The framework's storage cannot be cleared.", e);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A study whose parts are made when they are asked for. */
  public WiredStudy study(ResolvedStudy study) {
    return new WiredStudy(study, wiring(), environment, formats);
  }

  /** The plugin of a section that refers to no other, running. */
  public <T> Wired<T> running(ResolvedSection section, Class<T> type) {
    Wiring wiring = wiring();
    try {
      wiring.service(section, Map.of(), type);
      return new WiredPlugin<>(wiring, section, type);
    } catch (RuntimeException e) {
      wiring.close();
      throw e;
    }
  }

  /** A model strategy and its images, running. */
  public OpenModel model(ResolvedVariant variant, boolean thresholdIsFixed) {
    WiredModel model = new WiredModel(wiring(), variant.sections(), thresholdIsFixed);
    try {
      model.strategy();
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private Wiring wiring() {
    return new Wiring(
        context,
        configurations,
        origins,
        new Explanation(context, components, absence),
        this::current,
        Integer.toString(opened.incrementAndGet()));
  }

  /** Served by another plugin of the same name, if the one that was resolved is gone. */
  private ResolvedSection current(ResolvedSection section) {
    PluginDescription before = section.plugin();
    boolean stays =
        components.getComponentDescriptionDTOs().stream()
            .anyMatch(component -> List.of(component.configurationPid).contains(before.pid()));
    if (stays || catalogue.get().plugin(before.section(), before.name()).isEmpty()) {
      return section;
    }
    Problems problems = new Problems();
    Optional<ResolvedSection> now =
        new SectionResolver(catalogue.get(), absence, problems).again(section);
    problems.throwIfAny();
    return now.orElse(section);
  }
}
