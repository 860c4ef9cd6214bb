package org.parfocal.platform.internal.reading;

import java.util.List;
import java.util.function.BiPredicate;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.PluginDescription;

/** What the hyphenated names of options begin with, unless that is an option too. */
public final class OptionPrefixes implements BiPredicate<String, String> {
  private final List<PluginDescription> plugins;

  /** Of the plugins that are installed now. */
  public OptionPrefixes(Catalogue catalogue) {
    this.plugins = catalogue.plugins();
  }

  /**
   * Whether {@code key: {a: 1, b: 2}} stands for {@code key-a: 1, key-b: 2}.
   *
   * @param section of a study file, for example {@code dataset}
   * @param key within it
   */
  @Override
  public boolean test(String section, String key) {
    return plugins.stream()
        .filter(plugin -> plugin.section().equals(section))
        .filter(plugin -> plugin.option(key).isEmpty())
        .flatMap(plugin -> plugin.options().stream())
        .anyMatch(option -> option.key().startsWith(key + "-"));
  }
}
