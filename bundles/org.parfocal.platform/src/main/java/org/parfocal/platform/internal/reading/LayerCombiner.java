package org.parfocal.platform.internal.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.configuration2.tree.NodeCombiner;

/**
 * Lays one tree over another: mappings are merged, everything else (texts and lists) is replaced, a
 * list of plugins too, and a section in which a file names another plugin. Commons Configuration's
 * own combiners would join lists, and mix a mapping with the text that it replaces.
 */
public final class LayerCombiner extends NodeCombiner {
  /**
   * Combines two trees.
   *
   * @param upper wins
   * @param lower shows through where {@code upper} says nothing
   */
  @Override
  public ImmutableNode combine(ImmutableNode upper, ImmutableNode lower) {
    if (Setting.replaces(upper)) {
      return Dropped.over(upper);
    }
    if (isNothing(upper)) {
      return lower;
    }
    if (upper.getValue() != null || lower.getValue() != null) {
      return upper;
    }
    if (listsOtherPlugins(upper, lower)) {
      return Setting.replacing(upper);
    }
    if (namesAnotherPlugin(upper, lower)) {
      return upper;
    }
    Map<String, ImmutableNode> children = new LinkedHashMap<>();
    lower.getChildren().forEach(child -> children.put(child.getNodeName(), child));
    for (ImmutableNode child : upper.getChildren()) {
      children.merge(child.getNodeName(), child, (below, above) -> combine(above, below));
    }
    List<ImmutableNode> combined = new ArrayList<>(children.values());
    ImmutableNode merged =
        Setting.mapping(upper.getNodeName(), combined, Setting.originOf(placed(upper, lower)));
    return Setting.replaces(lower) ? Setting.replacing(merged) : merged;
  }

  /** A mapping in a file changes the options of listed plugins, or is a list of its own. */
  private static boolean listsOtherPlugins(ImmutableNode upper, ImmutableNode lower) {
    return Selectors.LISTED.contains(String.valueOf(upper.getNodeName()))
        && !Setting.originOf(upper).isArgument()
        && (Setting.originOf(lower) == Origin.DEFAULTS
            || upper.getChildren().stream()
                .anyMatch(plugin -> lower.getChildren(plugin.getNodeName()).isEmpty()));
  }

  /**
   * Options that were meant for one plugin are none of another's. An argument says one key only.
   */
  private static boolean namesAnotherPlugin(ImmutableNode upper, ImmutableNode lower) {
    return Selectors.of(String.valueOf(upper.getNodeName()))
        .filter(
            key ->
                upper.getChildren(key).stream()
                    .filter(choice -> !Setting.originOf(choice).isArgument())
                    .anyMatch(
                        choice ->
                            lower.getChildren(key).stream()
                                .anyMatch(
                                    below -> !Objects.equals(choice.getValue(), below.getValue()))))
        .isPresent();
  }

  /** A line in a file is a better hint than an argument or the defaults. */
  private static ImmutableNode placed(ImmutableNode upper, ImmutableNode lower) {
    boolean fallBack =
        Setting.originOf(upper).line() == 0 && Setting.originOf(lower) != Origin.DEFAULTS;
    return fallBack ? lower : upper;
  }

  private static boolean isNothing(ImmutableNode node) {
    return node.getValue() == null && node.getChildren().isEmpty();
  }
}
