package org.parfocal.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Reads from the component runtime why the command line's component is not there. */
final class MissingComponent {
  private static final String COMMAND_PROPERTY = "parfocal.command";

  private final BundleContext context;

  MissingComponent(BundleContext context) {
    this.context = context;
  }

  /** The reason, as the end of a sentence without its full stop. */
  String reason() {
    ServiceReference<ServiceComponentRuntime> reference =
        context.getServiceReference(ServiceComponentRuntime.class);
    if (reference == null) {
      return "the component runtime (org.apache.felix.scr) is not running" + notRunning();
    }
    ServiceComponentRuntime runtime = context.getService(reference);
    Collection<ComponentDescriptionDTO> all = runtime.getComponentDescriptionDTOs();
    return all.stream()
        .filter(component -> component.properties.containsKey(COMMAND_PROPERTY))
        .findFirst()
        .map(component -> String.join("; ", chain(runtime, component, new ArrayList<>())))
        .orElseGet(() -> "no running bundle offers it" + notRunning());
  }

  /** What keeps a component down, then what keeps down the components that it waits for. */
  private List<String> chain(
      ServiceComponentRuntime runtime, ComponentDescriptionDTO component, List<String> seen) {
    List<String> reasons = new ArrayList<>();
    if (seen.contains(component.name)) {
      return reasons;
    }
    seen.add(component.name);
    for (ComponentConfigurationDTO state : runtime.getComponentConfigurationDTOs(component)) {
      if (state.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
        reasons.add("%s failed: %s".formatted(component.name, rootCause(state.failure)));
      }
      for (UnsatisfiedReferenceDTO missing : state.unsatisfiedReferences) {
        reasons.addAll(missing(runtime, component, missing, seen));
      }
    }
    if (reasons.isEmpty() && runtime.getComponentConfigurationDTOs(component).isEmpty()) {
      reasons.add("%s has no configuration".formatted(component.name));
    }
    return reasons;
  }

  private List<String> missing(
      ServiceComponentRuntime runtime,
      ComponentDescriptionDTO component,
      UnsatisfiedReferenceDTO reference,
      List<String> seen) {
    List<String> reasons = new ArrayList<>();
    String type =
        Arrays.stream(component.references)
            .filter(one -> one.name.equals(reference.name))
            .map(one -> one.interfaceName)
            .findFirst()
            .orElse(reference.name);
    reasons.add("%s waits for %s".formatted(component.name, type));
    boolean offered = false;
    for (ComponentDescriptionDTO other : runtime.getComponentDescriptionDTOs()) {
      if (Arrays.asList(other.serviceInterfaces).contains(type)) {
        offered = true;
        reasons.addAll(chain(runtime, other, seen));
      }
    }
    if (!offered) {
      reasons.add("no running bundle offers %s%s".formatted(type, notRunning()));
    }
    return reasons;
  }

  private String notRunning() {
    List<String> names =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getState() == Bundle.INSTALLED)
            .map(Bundle::getSymbolicName)
            .toList();
    return names.isEmpty() ? "" : " (not running: %s)".formatted(String.join(", ", names));
  }

  private static String rootCause(String stackTrace) {
    String[] lines = stackTrace.split("\\R");
    String cause = lines[0];
    for (String line : lines) {
      if (line.startsWith("Caused by: ")) {
        cause = line.substring("Caused by: ".length());
      }
    }
    return cause;
  }
}
