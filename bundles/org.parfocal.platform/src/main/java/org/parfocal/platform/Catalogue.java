package org.parfocal.platform;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The plugins that are installed. */
@ProviderType
public interface Catalogue {
  /** All plugins, ordered by section as in a study file, then by name. */
  List<PluginDescription> plugins();

  /** Those that serve one section, by name. */
  default List<PluginDescription> plugins(String section) {
    return plugins().stream().filter(plugin -> plugin.section().equals(section)).toList();
  }

  /** One plugin. */
  default Optional<PluginDescription> plugin(String section, String name) {
    return plugins(section).stream().filter(plugin -> plugin.name().equals(name)).findFirst();
  }
}
