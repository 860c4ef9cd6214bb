package org.parfocal.platform.internal.resolving;

import java.util.LinkedHashMap;
import java.util.Map;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.Setting;

/**
 * A section that passed every check.
 *
 * @param section its name
 * @param plugin that serves it
 * @param written what it was made of
 * @param values for people and records: selector first, then every option by key, defaults included
 * @param properties for the component: every option by attribute id, typed as declared
 */
public record ResolvedSection(
    String section,
    PluginDescription plugin,
    Setting written,
    Map<String, Object> values,
    Map<String, Object> properties) {
  /** Its options by the plugin's name, as an item of a list. */
  Map<String, Object> named() {
    return Map.of(plugin.name(), values);
  }

  /** The values that may decide what a job computes. */
  Map<String, Object> deciding() {
    Map<String, Object> deciding = new LinkedHashMap<>(values);
    plugin.options().stream()
        .filter(option -> !option.decidesResult())
        .forEach(option -> deciding.remove(option.key()));
    return deciding;
  }
}
