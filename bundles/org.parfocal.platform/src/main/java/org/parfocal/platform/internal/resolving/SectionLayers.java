package org.parfocal.platform.internal.resolving;

import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.LayerCombiner;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Lays a variant's sections over the study's, and single keys over a variant. Where the variant
 * names another plugin, the options of the lower section that the former plugin knows go: they were
 * meant for the former. Where a grid or an argument names another one, options that both know stay.
 * What the former does not know stays, and is told as a mistake.
 */
final class SectionLayers {
  private static final LayerCombiner COMBINER = new LayerCombiner();
  private final Catalogue catalogue;

  SectionLayers(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Combines the children of two mappings of sections. */
  ImmutableNode over(ImmutableNode upper, ImmutableNode lower) {
    return over(upper, lower, true);
  }

  /** The same where the upper mapping says single keys. */
  ImmutableNode varied(ImmutableNode upper, ImmutableNode lower) {
    return over(upper, lower, false);
  }

  private ImmutableNode over(ImmutableNode upper, ImmutableNode lower, boolean replace) {
    ImmutableNode fitted = lower;
    for (ImmutableNode section : lower.getChildren()) {
      for (ImmutableNode above : upper.getChildren(section.getNodeName())) {
        ImmutableNode options = fit(section, plugin(section), plugin(above), replace);
        fitted = fitted.replaceChild(section, withoutSelector(options, above));
      }
    }
    return COMBINER.combine(upper, fitted);
  }

  /** What the upper section selects is not compared with what the lower one selected. */
  private static ImmutableNode withoutSelector(ImmutableNode section, ImmutableNode above) {
    ImmutableNode without = section;
    for (String key : Selectors.of(section.getNodeName()).stream().toList()) {
      if (!above.getChildren(key).isEmpty()) {
        for (ImmutableNode selector : section.getChildren(key)) {
          without = without.removeChild(selector);
        }
      }
    }
    return without;
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
      if (Selectors.LISTED.contains(name)) {
        fitted = fitted.replaceChild(section, listed(section, variant.getChildren(name)));
        continue;
      }
      ImmutableNode meant = study.getChildren(name).get(0);
      ImmutableNode used = all.getChildren(name).get(0);
      fitted = fitted.replaceChild(section, fit(section, plugin(meant), plugin(used), false));
    }
    return varied(fitted, variant);
  }

  /** The options of plugins that the variant lists. */
  private static ImmutableNode listed(ImmutableNode options, List<ImmutableNode> lists) {
    ImmutableNode fitted = options;
    if (!Setting.replaces(options)) {
      for (ImmutableNode plugin : options.getChildren()) {
        String name = plugin.getNodeName();
        if (lists.stream().allMatch(list -> list.getChildren(name).isEmpty())) {
          fitted = fitted.removeChild(plugin);
        }
      }
    }
    return fitted;
  }

  private static ImmutableNode fit(
      ImmutableNode options,
      Optional<PluginDescription> former,
      Optional<PluginDescription> next,
      boolean all) {
    if (former.isEmpty() || next.isEmpty() || former.equals(next)) {
      return options;
    }
    ImmutableNode fitted = options;
    for (ImmutableNode child : options.getChildren()) {
      String key = child.getNodeName();
      if (former.get().option(key).isPresent() && (all || next.get().option(key).isEmpty())) {
        fitted = fitted.removeChild(child);
      }
    }
    return fitted;
  }

  /** Whether a plugin has an option; an unknown plugin is told elsewhere. */
  boolean knows(String section, String plugin, String option) {
    return catalogue
        .plugin(section, plugin)
        .map(known -> known.option(option).isPresent())
        .orElse(true);
  }

  /** The default values of a plugin's option, as text; none of what is unknown. */
  List<String> defaults(String section, String plugin, String option) {
    return catalogue
        .plugin(section, plugin)
        .flatMap(known -> known.option(option))
        .map(OptionDescription::defaults)
        .orElse(List.of());
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
