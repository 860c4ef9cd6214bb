package org.parfocal.platform.internal.resolving;

import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.platform.internal.reading.PluginLists;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.reading.Setting;

/**
 * An option that is varied.
 *
 * @param setting what is said of it
 * @param keys of the option: the section; a plugin, where the section is a list; the option. The
 *     section alone where whole lists of plugins are varied.
 */
record Axis(Setting setting, List<String> keys) {
  String section() {
    return keys.get(0);
  }

  String option() {
    return keys.get(keys.size() - 1);
  }

  String name() {
    return String.join(".", keys);
  }

  /** Whether it chooses a plugin. */
  boolean selects() {
    return keys.size() == 1 || Selectors.of(section()).filter(option()::equals).isPresent();
  }

  /** Sections that say nothing but a value of this option. */
  ImmutableNode layer(Object value, Problems problems) {
    ImmutableNode node = Setting.leaf(option(), value, setting.origin());
    if (keys.size() == 1) {
      node = new PluginLists(problems).mapping(node, setting.path());
    }
    for (int depth = keys.size() - 2; depth >= 0; depth--) {
      node = Setting.mapping(keys.get(depth), List.of(node), setting.origin());
    }
    return Setting.mapping("", List.of(node), setting.origin());
  }

  /** Whether a variant has this option: its plugin knows it. */
  boolean appliesTo(ImmutableNode variant, SectionLayers layers) {
    if (selects()) {
      return true;
    }
    List<ImmutableNode> sections = variant.getChildren(section());
    if (Selectors.LISTED.contains(section())) {
      String plugin = keys.get(1);
      return sections.stream().anyMatch(list -> !list.getChildren(plugin).isEmpty())
          && layers.knows(section(), plugin, option());
    }
    // An unknown plugin is reported elsewhere, and must not be reported twice.
    return layers
        .plugin(ofVariant(sections))
        .map(plugin -> plugin.option(option()).isPresent())
        .orElse(true);
  }

  /** What a variant says of the option: what is written, or else its plugin's default. */
  List<Object> values(ImmutableNode variant, SectionLayers layers) {
    ImmutableNode node = variant;
    for (String key : keys) {
      List<ImmutableNode> children = node.getChildren(key);
      if (children.isEmpty()) {
        return defaults(variant, layers);
      }
      node = children.get(0);
    }
    return new Setting("", node).items();
  }

  private List<Object> defaults(ImmutableNode variant, SectionLayers layers) {
    Optional<String> plugin =
        Selectors.LISTED.contains(section())
            ? Optional.of(keys.get(1))
            : layers.plugin(ofVariant(variant.getChildren(section()))).map(known -> known.name());
    return plugin.stream()
        .flatMap(name -> layers.defaults(section(), name, option()).stream())
        .map(Object.class::cast)
        .toList();
  }

  private ImmutableNode ofVariant(List<ImmutableNode> sections) {
    return sections.isEmpty()
        ? Setting.mapping(section(), List.of(), setting.origin())
        : sections.get(0);
  }
}
