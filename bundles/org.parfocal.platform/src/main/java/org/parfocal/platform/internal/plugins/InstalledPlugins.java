package org.parfocal.platform.internal.plugins;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.MetaTypeService;
import org.parfocal.api.SampleForm;
import org.parfocal.api.Sections;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.PluginDescription;

/** The plugins among the components that the component runtime knows. */
public final class InstalledPlugins implements Catalogue {
  private static final List<String> IMAGES =
      List.of(Sections.DATASET, Sections.TRANSFORMS, Sections.BACKBONE);

  private final List<PluginDescription> plugins;

  private InstalledPlugins(List<PluginDescription> plugins) {
    this.plugins = plugins;
  }

  /** Reads the framework's state. */
  public static InstalledPlugins now(
      BundleContext context, ServiceComponentRuntime components, MetaTypeService metatype) {
    return new InstalledPlugins(
        components.getComponentDescriptionDTOs().stream()
            .map(component -> describe(component, context, metatype))
            .filter(Objects::nonNull)
            .sorted(
                Comparator.comparingInt((PluginDescription plugin) -> position(plugin.section()))
                    .thenComparing(PluginDescription::section)
                    .thenComparing(PluginDescription::name)
                    .thenComparing(PluginDescription::bundle))
            .toList());
  }

  @Override
  public List<PluginDescription> plugins() {
    return plugins;
  }

  private static int position(String section) {
    int index = Sections.ALL.indexOf(section);
    return index < 0 ? Sections.ALL.size() : index;
  }

  private static @Nullable PluginDescription describe(
      ComponentDescriptionDTO component, BundleContext context, MetaTypeService metatype) {
    Bundle bundle = context.getBundle(component.bundle.id);
    if (!(component.properties.get(Sections.SECTION_PROPERTY) instanceof String section)
        || !(component.properties.get(Sections.NAME_PROPERTY) instanceof String name)
        || component.configurationPid.length == 0
        || bundle == null) {
      return null;
    }
    String pid = component.configurationPid[0];
    DeclaredOptions declared = DeclaredOptions.of(bundle, pid, component, metatype);
    return new PluginDescription(
        section,
        name,
        declared.title(),
        declared.description(),
        bundle.getSymbolicName(),
        bundle.getVersion().toString(),
        bundle.getLocation().replaceFirst(".*/(?=[^/])", ""),
        pid,
        declared.options(),
        Arrays.stream(component.references)
            .map(
                reference ->
                    new PluginDescription.Reference(
                        reference.name,
                        reference.interfaceName,
                        reference.cardinality.startsWith("1"),
                        reference.cardinality.endsWith("n")))
            .toList(),
        declared.samples().or(() -> samples(section)));
  }

  /** What plugins of a section are about that do not say so. */
  private static Optional<SampleForm> samples(String section) {
    return IMAGES.contains(section) ? Optional.of(SampleForm.IMAGES) : Optional.empty();
  }
}
