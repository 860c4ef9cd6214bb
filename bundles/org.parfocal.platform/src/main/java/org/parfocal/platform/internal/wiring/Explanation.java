package org.parfocal.platform.internal.wiring;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sections;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.resolving.PluginAbsence;

/** Explains why a configured component is not there, from the component runtime's records. */
final class Explanation {
  /** A reference that the runtime adds to every component. */
  private static final String SATISFYING_CONDITION = "osgi.ds.satisfying.condition";

  private static final int NEAR_MISSES = 3;

  private final BundleContext context;
  private final ServiceComponentRuntime components;
  private final PluginAbsence absence;

  Explanation(BundleContext context, ServiceComponentRuntime components, PluginAbsence absence) {
    this.context = context;
    this.components = components;
    this.absence = absence;
  }

  /**
   * Why a component is not there.
   *
   * @param exception what to throw
   * @param failed whether it was tried and failed, so that waiting is of no use
   * @param settled whether nothing that is under way is known to change it
   */
  record Reason(ParfocalException exception, boolean failed, boolean settled) {
    String sentence() {
      return String.valueOf(exception.getMessage());
    }
  }

  Reason of(WiredComponent part, String instance) {
    String pid = part.section().plugin().pid();
    Optional<ComponentDescriptionDTO> description =
        components.getComponentDescriptionDTOs().stream()
            .filter(component -> Arrays.asList(component.configurationPid).contains(pid))
            .findFirst();
    if (description.isEmpty()) {
      return settled(
          "%s is no longer there.%s"
              .formatted(
                  FailedActivation.capitalised(part.title()),
                  absence.reason(part.section().section(), part.section().plugin().name())));
    }
    if (!components.isComponentEnabled(description.get())) {
      return settled(FailedActivation.capitalised(part.title()) + " is disabled in its bundle.");
    }
    return components.getComponentConfigurationDTOs(description.get()).stream()
        .filter(
            configuration ->
                instance.equals(configuration.properties.get(Sections.INSTANCE_PROPERTY)))
        .findFirst()
        .map(configuration -> state(part, configuration))
        .orElseGet(() -> pending(part, "its configuration (%s) has not arrived".formatted(pid)));
  }

  private Reason state(WiredComponent part, ComponentConfigurationDTO configuration) {
    return switch (configuration.state) {
      case ComponentConfigurationDTO.FAILED_ACTIVATION ->
          new Reason(FailedActivation.of(part, configuration.failure), true, true);
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> unsatisfied(part, configuration);
      case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
          pending(part, "its configuration is incomplete");
      default ->
          settled(
              "%s (bundle %s) started but registers no service, for an unknown reason; see the log."
                  .formatted(
                      FailedActivation.capitalised(part.title()),
                      part.section().plugin().bundle()));
    };
  }

  private Reason unsatisfied(WiredComponent part, ComponentConfigurationDTO configuration) {
    List<UnsatisfiedReferenceDTO> missing =
        Arrays.stream(configuration.unsatisfiedReferences)
            .filter(reference -> !reference.name.equals(SATISFYING_CONDITION))
            .toList();
    if (missing.stream().allMatch(reference -> isBound(part, reference))) {
      return pending(part, "waits for " + missing.stream().map(one -> one.name).toList());
    }
    StringBuilder sentence =
        new StringBuilder(
            "%s (bundle %s) cannot start."
                .formatted(
                    FailedActivation.capitalised(part.title()), part.section().plugin().bundle()));
    for (UnsatisfiedReferenceDTO reference : missing) {
      if (!isBound(part, reference)) {
        sentence.append(' ').append(lacking(configuration.description, reference));
      }
    }
    return settled(sentence.toString());
  }

  private static boolean isBound(WiredComponent part, UnsatisfiedReferenceDTO reference) {
    return !part.references().getOrDefault(reference.name, List.of()).isEmpty();
  }

  private String lacking(ComponentDescriptionDTO description, UnsatisfiedReferenceDTO unsatisfied) {
    String service =
        Arrays.stream(description.references)
            .filter(reference -> reference.name.equals(unsatisfied.name))
            .map((ReferenceDTO reference) -> reference.interfaceName)
            .findFirst()
            .orElse("a service");
    if (Selectors.VARIED.contains(unsatisfied.name)) {
      return "It needs the section %s, which this study does not have.".formatted(unsatisfied.name);
    }
    List<String> near = nearMisses(service);
    String filter = unsatisfied.target == null ? "" : " with " + unsatisfied.target;
    return "Its reference %s needs a service %s%s; %s."
        .formatted(
            unsatisfied.name,
            service,
            filter,
            near.isEmpty()
                ? "no plugin offers one, so a bundle is missing"
                : "there is one in " + String.join(", ", near) + ", which does not match");
  }

  private List<String> nearMisses(String service) {
    try {
      ServiceReference<?>[] references = context.getAllServiceReferences(service, null);
      return references == null
          ? List.of()
          : Arrays.stream(references)
              .map(ServiceReference::getBundle)
              .filter(Objects::nonNull)
              .map(bundle -> "bundle " + bundle.getSymbolicName() + " " + bundle.getVersion())
              .distinct()
              .limit(NEAR_MISSES)
              .toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Reason settled(String sentence) {
    return new Reason(new PluginException(sentence), false, true);
  }

  private static Reason pending(WiredComponent part, String what) {
    return new Reason(
        new PluginException(
            "%s (bundle %s) did not start: %s; see the log."
                .formatted(
                    FailedActivation.capitalised(part.title()),
                    part.section().plugin().bundle(),
                    what)),
        false,
        false);
  }
}
