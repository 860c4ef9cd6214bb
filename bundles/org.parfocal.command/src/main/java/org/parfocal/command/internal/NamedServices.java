package org.parfocal.command.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sections;

/** Chooses among services by their property {@code parfocal.name}. */
final class NamedServices {
  private NamedServices() {}

  /**
   * The service of this name.
   *
   * @param what sentences call it, for example {@code layout}
   * @throws ConfigurationException if there is none; names those that there are
   */
  static <T> T choose(
      Collection<Map.Entry<Map<String, Object>, T>> services, String name, String what) {
    List<String> names =
        services.stream()
            .map(service -> String.valueOf(service.getKey().get(Sections.NAME_PROPERTY)))
            .sorted()
            .toList();
    return services.stream()
        .filter(service -> name.equals(service.getKey().get(Sections.NAME_PROPERTY)))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "There is no %s named %s; installed: %s."
                        .formatted(
                            what, name, names.isEmpty() ? "none" : String.join(", ", names))));
  }
}
