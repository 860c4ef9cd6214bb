package org.parfocal.platform.internal.reading;

import java.util.List;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * What a file takes out of the files that it includes: a variant, the grid or one of its axes that
 * is {@code null}, as in {@code variants: {baseline: null}}.
 */
final class Dropped {
  private static final String NULL = "null";
  private static final String DROPS = "drops";

  private Dropped() {}

  /** A key without a value. */
  static ImmutableNode nothing(String name, Origin origin) {
    return Setting.mapping(name, List.of(), origin).setAttribute(NULL, true);
  }

  /** The node of one layer, hiding what is below if it says {@code null}. */
  static ImmutableNode marked(ImmutableNode node) {
    if (NULL.equals(node.getValue())) {
      return Setting.replacing(nothing(node.getNodeName(), Setting.originOf(node)));
    }
    return isNull(node) ? Setting.replacing(node) : node;
  }

  /** The node above a lower one, which it takes out if it is marked. */
  static ImmutableNode over(ImmutableNode upper) {
    return isNull(upper) ? upper.setAttribute(DROPS, true) : upper;
  }

  private static boolean isNull(ImmutableNode node) {
    return node.getAttributes().containsKey(NULL);
  }

  /** The combined tree without what was dropped; to drop what nobody wrote is a mistake. */
  static ImmutableNode removed(Setting setting, Problems problems) {
    ImmutableNode left = setting.node();
    for (Setting child : setting.children()) {
      if (!isNull(child.node()) || !Setting.replaces(child.node())) {
        left = left.replaceChild(child.node(), removed(child, problems));
        continue;
      }
      if (!child.node().getAttributes().containsKey(DROPS)) {
        problems.add(
            child,
            "is null, which drops what an included file has, and none has it; write {} for a"
                + " variant that changes nothing.");
      }
      left = left.removeChild(child.node());
    }
    return left;
  }
}
