package org.parfocal.platform.internal.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.api.Sections;

/**
 * Sections that several plugins serve, in order. Such a section is a list of plugins, each a name
 * or a mapping of its name to its options ({@code transforms: [orientation, {stain-jitter:
 * {strength: 0.1}}]}), and replaces what lower layers say of it. In the tree of settings it is a
 * mapping of names to options, in the order of the list. Written as such a mapping it changes
 * options of single plugins of the lower layers' list: {@code
 * transforms.stain-jitter.strength=0.2}. A list of one augmentation may be written as a model is:
 * {@code augmentation: {strategy: dcgan, ratio: 1}}.
 */
public final class PluginLists {
  private static final String STRATEGY = "strategy";

  /** Settings are trees whose changes copy all children of a node. */
  private static final int MOST = 200;

  private final Problems problems;

  /** What is wrong with a list goes to {@code problems}. */
  public PluginLists(Problems problems) {
    this.problems = problems;
  }

  /** A section as a mapping of names to options, if it is one of {@link Selectors#LISTED}. */
  public ImmutableNode mapping(ImmutableNode section, String path) {
    Setting written = new Setting(path, section);
    Optional<Setting> strategy = strategy(written);
    if (strategy.isPresent()) {
      return single(section, strategy.get(), path);
    }
    if (written.isMapping() || !Selectors.LISTED.contains(written.name())) {
      return requirePlain(section, path);
    }
    Map<String, ImmutableNode> plugins = new LinkedHashMap<>();
    for (Object item : written.items()) {
      for (ImmutableNode plugin : plugins(item, written)) {
        if (plugins.put(plugin.getNodeName(), plugin) != null) {
          problems.add(written, "names %s twice.".formatted(plugin.getNodeName()));
        }
      }
    }
    List<ImmutableNode> read = List.copyOf(plugins.values());
    if (read.size() > MOST) {
      problems.add(written, "names %d plugins; at most %d are read.".formatted(read.size(), MOST));
      read = read.subList(0, MOST);
    }
    return Setting.replacing(Setting.mapping(written.name(), read, written.origin()));
  }

  private static Optional<Setting> strategy(Setting section) {
    return section.name().equals(Sections.AUGMENTATION)
        ? section.child(STRATEGY).filter(choice -> choice.text().isPresent())
        : Optional.empty();
  }

  private ImmutableNode single(ImmutableNode section, Setting strategy, String path) {
    List<ImmutableNode> options = section.removeChild(strategy.node()).getChildren();
    Origin origin = Setting.originOf(section);
    ImmutableNode plugin = Setting.mapping(strategy.text().orElseThrow().strip(), options, origin);
    return Setting.replacing(
        Setting.mapping(section.getNodeName(), List.of(requirePlain(plugin, path)), origin));
  }

  private List<ImmutableNode> plugins(Object item, Setting list) {
    if (item instanceof ImmutableNode mapping) {
      return mapping.getChildren();
    }
    if (item instanceof String name && !name.isBlank()) {
      return List.of(Setting.mapping(name.strip(), List.of(), list.origin()));
    }
    problems.add(list, "holds %s; each item names a plugin.".formatted(item));
    return List.of();
  }

  /** A tree in whose lists no mapping stands. */
  private ImmutableNode requirePlain(ImmutableNode node, String path) {
    if (node.getValue() instanceof List<?> items
        && items.stream().anyMatch(ImmutableNode.class::isInstance)) {
      problems.add(new Setting(path, node), "is a list; its items must be plain values.");
      List<Object> plain = new ArrayList<>(items);
      plain.removeIf(ImmutableNode.class::isInstance);
      return Setting.leaf(node.getNodeName(), List.copyOf(plain), Setting.originOf(node));
    }
    ImmutableNode checked = node;
    for (ImmutableNode child : node.getChildren()) {
      ImmutableNode plain = requirePlain(child, path + "." + child.getNodeName());
      checked = plain == child ? checked : checked.replaceChild(child, plain);
    }
    return checked;
  }
}
