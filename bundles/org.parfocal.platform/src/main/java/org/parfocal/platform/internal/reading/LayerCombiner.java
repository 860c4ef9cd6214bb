package org.parfocal.platform.internal.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.configuration2.tree.NodeCombiner;

/**
 * Lays one tree over another: mappings are merged, everything else (texts and lists) is replaced.
 * Commons Configuration's own combiners would join lists, and mix a mapping with the text that it
 * replaces.
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
    if (isNothing(upper)) {
      return lower;
    }
    if (upper.getValue() != null || lower.getValue() != null) {
      return upper;
    }
    Map<String, ImmutableNode> children = new LinkedHashMap<>();
    lower.getChildren().forEach(child -> children.put(child.getNodeName(), child));
    for (ImmutableNode child : upper.getChildren()) {
      children.merge(child.getNodeName(), child, (below, above) -> combine(above, below));
    }
    List<ImmutableNode> combined = new ArrayList<>(children.values());
    return new ImmutableNode.Builder()
        .name(upper.getNodeName())
        .addChildren(combined)
        .addAttributes(placed(upper, lower).getAttributes())
        .create();
  }

  /** A line in a file tells more than an argument or the defaults. */
  private static ImmutableNode placed(ImmutableNode upper, ImmutableNode lower) {
    boolean fallBack =
        Setting.originOf(upper).line() == 0 && Setting.originOf(lower) != Origin.DEFAULTS;
    return fallBack ? lower : upper;
  }

  private static boolean isNothing(ImmutableNode node) {
    return node.getValue() == null && node.getChildren().isEmpty();
  }
}
