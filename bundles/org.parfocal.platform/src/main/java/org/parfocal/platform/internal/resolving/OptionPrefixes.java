package org.parfocal.platform.internal.resolving;

import java.util.List;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.OptionGroups;

/** Options are grouped by what their hyphenated names begin with, unless that is an option too. */
public final class OptionPrefixes implements OptionGroups {
  private final List<PluginDescription> plugins;

  /** Of the plugins that are installed now. */
  public OptionPrefixes(Catalogue catalogue) {
    this.plugins = catalogue.plugins();
  }

  @Override
  public boolean contains(String section, String key) {
    return plugins.stream()
        .filter(plugin -> plugin.section().equals(section))
        .filter(plugin -> plugin.option(key).isEmpty())
        .flatMap(plugin -> plugin.options().stream())
        .anyMatch(option -> option.key().startsWith(key + "-"));
  }
}
