package org.parfocal.platform.internal.resolving;

import java.util.Optional;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.LayerCombiner;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Lays a variant's section over the study's. Where the variant names another plugin, options of the
 * lower section go that the former plugin knows and the new one does not: they were meant for the
 * former. What neither knows stays, and is told as a mistake.
 */
final class SectionLayers {
  private static final LayerCombiner COMBINER = new LayerCombiner();
  private final Catalogue catalogue;

  SectionLayers(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Combines the children of two mappings of sections. */
  ImmutableNode over(ImmutableNode upper, ImmutableNode lower) {
    ImmutableNode fitted = lower;
    for (ImmutableNode section : lower.getChildren()) {
      for (ImmutableNode above : upper.getChildren(section.getNodeName())) {
        fitted = fitted.replaceChild(section, fit(above, section));
      }
    }
    return COMBINER.combine(upper, fitted);
  }

  private ImmutableNode fit(ImmutableNode upper, ImmutableNode lower) {
    Optional<PluginDescription> former = plugin(lower);
    Optional<PluginDescription> next = plugin(upper);
    if (former.isEmpty() || next.isEmpty() || former.equals(next)) {
      return lower;
    }
    ImmutableNode fitted = lower;
    for (ImmutableNode child : lower.getChildren()) {
      String key = child.getNodeName();
      if (former.get().option(key).isPresent() && next.get().option(key).isEmpty()) {
        fitted = fitted.removeChild(child);
      }
    }
    return fitted;
  }

  /** The plugin that a section names, if it names one that is installed. */
  Optional<PluginDescription> plugin(ImmutableNode node) {
    Setting section = new Setting("", node);
    String name = node.getNodeName();
    Optional<String> selector = Selectors.of(name);
    return selector.isEmpty()
        ? catalogue.plugin(name, name)
        : section
            .child(selector.get())
            .flatMap(Setting::text)
            .flatMap(choice -> catalogue.plugin(name, choice));
  }
}
