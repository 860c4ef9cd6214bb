package org.parfocal.platform.internal.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.api.ConfigurationException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns composed YAML into settings that know their line. Dotted keys are taken apart ({@code
 * model.depth: 3} is {@code model: {depth: 3}}), save the names of variants.
 */
final class SettingNodes {
  /** More nodes than any study needs; what aliases multiply stops here. */
  private static final int MAX_NODES = 1_000_000;

  /** Twice as many as variants are allowed. */
  private static final int MAX_KEYS = 2000;

  private static final String VARIANTS = "variants";
  private static final LayerCombiner COMBINER = new LayerCombiner();

  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.SEQ, Tag.MAP);

  private final String source;
  private final Problems problems;
  private final Set<Node> open = new HashSet<>();
  private int count;

  SettingNodes(String source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The tree; anything but a mapping is a mistake. */
  ImmutableNode root(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      if (node.getTag().equals(Tag.NULL)) {
        return Setting.mapping("", List.of(), origin(node));
      }
      throw new ConfigurationException(
          origin(node) + ": a study file is a mapping of keys, for example \"study: my-study\".");
    }
    return Setting.mapping("", children("", mapping), origin(node));
  }

  /** One setting; {@code origin} is where its key stands. */
  ImmutableNode setting(String path, String name, Node node, Origin origin) {
    if (++count > MAX_NODES) {
      throw new ConfigurationException(origin(node) + ": this file holds too many settings.");
    }
    requirePlainTag(path, node);
    if (node instanceof MappingNode mapping) {
      return Setting.mapping(name, children(path, mapping), origin);
    }
    if (node instanceof SequenceNode sequence) {
      return Setting.leaf(name, items(path, sequence), origin);
    }
    if (node.getTag().equals(Tag.NULL)) {
      return Dropped.nothing(name, origin);
    }
    return Setting.leaf(name, ((ScalarNode) node).getValue(), origin);
  }

  private List<ImmutableNode> children(String path, MappingNode mapping) {
    if (mapping.getValue().size() > MAX_KEYS) {
      throw new ConfigurationException(
          "%s: this mapping has more than %d keys; a study file needs fewer."
              .formatted(origin(mapping), MAX_KEYS));
    }
    enter(mapping);
    Map<String, ImmutableNode> children = new LinkedHashMap<>();
    Map<String, ImmutableNode> merged = new LinkedHashMap<>();
    Set<String> keys = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node keyNode = tuple.getKeyNode();
      if (!(keyNode instanceof ScalarNode scalar)) {
        problems.add(origin(keyNode), "a key must be a plain name.");
        continue;
      }
      String key = scalar.getValue();
      if (keyNode.getTag().equals(Tag.MERGE)) {
        mergeInto(merged, path, tuple.getValueNode());
      } else if (!keys.add(key)) {
        problems.add(origin(keyNode), dotted(path, key) + " is given twice; keep one of the two.");
      } else {
        put(children, path, key, keyNode, tuple.getValueNode());
      }
    }
    open.remove(mapping);
    merged.forEach(
        (name, below) ->
            children.merge(name, below, (above, lower) -> COMBINER.combine(above, lower)));
    return List.copyOf(children.values());
  }

  private void put(
      Map<String, ImmutableNode> children, String path, String key, Node keyNode, Node value) {
    List<String> names =
        path.equals(VARIANTS) ? List.of(key) : DottedKey.names(key, origin(keyNode), problems);
    if (names.isEmpty()) {
      return;
    }
    String last = names.get(names.size() - 1);
    ImmutableNode node = setting(dotted(path, key), last, value, origin(keyNode));
    for (int depth = names.size() - 2; depth >= 0; depth--) {
      node = Setting.mapping(names.get(depth), List.of(node), origin(keyNode));
    }
    ImmutableNode before = children.get(names.get(0));
    if (before != null && !overlap(before, node)) {
      children.put(names.get(0), COMBINER.combine(node, before));
    } else if (before != null) {
      problems.add(origin(keyNode), dotted(path, key) + " is given twice; keep one of the two.");
    } else {
      children.put(names.get(0), node);
    }
  }

  /** Whether two spellings of a path say something of the same setting. */
  private static boolean overlap(ImmutableNode one, ImmutableNode other) {
    if (one.getValue() != null || other.getValue() != null) {
      return true;
    }
    return one.getChildren().stream()
        .anyMatch(
            child ->
                other.getChildren(child.getNodeName()).stream()
                    .anyMatch(twin -> overlap(child, twin)));
  }

  private void mergeInto(Map<String, ImmutableNode> merged, String path, Node value) {
    List<Node> sources =
        value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
    for (Node one : sources) {
      if (one instanceof MappingNode mapping) {
        children(path, mapping).forEach(child -> merged.putIfAbsent(child.getNodeName(), child));
      } else {
        problems.add(origin(one), "\"<<\" takes a mapping.");
      }
    }
  }

  private List<Object> items(String path, SequenceNode sequence) {
    enter(sequence);
    List<Object> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      if (++count > MAX_NODES) {
        throw new ConfigurationException(origin(item) + ": this file holds too many settings.");
      }
      requirePlainTag(path, item);
      if (item instanceof ScalarNode scalar) {
        items.add(scalar.getValue());
      } else if (item instanceof SequenceNode nested) {
        items.add(items(path, nested));
      } else if (item instanceof MappingNode mapping) {
        items.add(Setting.mapping("", children(path, mapping), origin(item)));
      }
    }
    open.remove(sequence);
    return List.copyOf(items);
  }

  private void enter(Node node) {
    if (!open.add(node)) {
      throw new ConfigurationException(origin(node) + ": an alias refers to itself.");
    }
  }

  private void requirePlainTag(String path, Node node) {
    if (!PLAIN_TAGS.contains(node.getTag())) {
      problems.add(
          origin(node),
          path + " has the tag " + node.getTag() + "; tags are not used in study files.");
    }
  }

  private static String dotted(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Origin origin(Node node) {
    return new Origin(
        source, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }
}
