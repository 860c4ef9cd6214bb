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
        fitted = fitted.replaceChild(section, fit(section, plugin(section), plugin(above)));
      }
    }
    return COMBINER.combine(upper, fitted);
  }

  /**
   * Lays what arguments said of the study over a variant: they win over the file, its variants
   * included. An option that was meant for a plugin which the variant replaces goes, as above.
   *
   * @param study the study's sections, in which the arguments are
   * @param variant the variant's, over the study's
   */
  ImmutableNode underArguments(ImmutableNode study, ImmutableNode variant) {
    ImmutableNode arguments = Setting.ofArguments(study);
    ImmutableNode all = COMBINER.combine(arguments, variant);
    ImmutableNode fitted = arguments;
    for (ImmutableNode section : arguments.getChildren()) {
      String name = section.getNodeName();
      ImmutableNode meant = study.getChildren(name).get(0);
      ImmutableNode used = all.getChildren(name).get(0);
      fitted = fitted.replaceChild(section, fit(section, plugin(meant), plugin(used)));
    }
    return over(fitted, variant);
  }

  private static ImmutableNode fit(
      ImmutableNode options, Optional<PluginDescription> former, Optional<PluginDescription> next) {
    if (former.isEmpty() || next.isEmpty() || former.equals(next)) {
      return options;
    }
    ImmutableNode fitted = options;
    for (ImmutableNode child : options.getChildren()) {
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
