package org.parfocal.platform.internal.reading;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.CombinedConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.configuration2.tree.InMemoryNodeModel;
import org.parfocal.api.ConfigurationException;

/**
 * The layers of a configuration: {@code key=value} arguments over the file, over the files that it
 * includes (a later one over an earlier one), over the platform's defaults.
 */
public final class Layers {
  private static final String INCLUDE = "include";
  private static final int MAX_INCLUDE_DEPTH = 8;
  private static final int MAX_FILES = 64;

  private final Lookups lookups;
  private final NestedOptions nested;
  private final Problems problems;
  private final List<BaseHierarchicalConfiguration> strongestFirst = new ArrayList<>();
  private int files;
  private boolean lacksIncluded;

  /**
   * Starts with no layer.
   *
   * @param lookups fill in variables
   * @param prefixes keys that stand for several options, as {@link OptionPrefixes} tells them
   * @param problems receives the mistakes in single settings
   */
  public Layers(Lookups lookups, BiPredicate<String, String> prefixes, Problems problems) {
    this.lookups = lookups;
    this.nested = new NestedOptions(prefixes, problems);
    this.problems = problems;
  }

  /** Adds the arguments; the last one is the strongest. */
  public Layers arguments(List<String> arguments) {
    List<ImmutableNode> layers = new ArrayList<>(Overrides.layers(arguments, problems));
    Collections.reverse(layers);
    for (ImmutableNode layer : layers) {
      layer.getChildren(INCLUDE).forEach(this::refuseInclude);
      add(layer);
    }
    return this;
  }

  /**
   * Adds a file and what it includes.
   *
   * @throws ConfigurationException if a file cannot be included, since all that it holds would be
   *     reported as missing
   */
  public Layers file(Path file) {
    file(file, new ArrayDeque<>());
    if (lacksIncluded) {
      problems.throwIfAny();
    }
    return this;
  }

  /** Adds a tree that was made elsewhere. */
  public Layers tree(ImmutableNode root) {
    add(root);
    return this;
  }

  /** All layers as one tree, variables filled in. */
  public Setting combined() {
    CombinedConfiguration combined = new CombinedConfiguration(new LayerCombiner());
    combined.setInterpolator(lookups.interpolator());
    strongestFirst.forEach(combined::addConfiguration);
    ImmutableNode root = combined.getNodeModel().getInMemoryRepresentation();
    Setting filled = lookups.fill(new Setting("", root), problems);
    return new Setting("", Dropped.removed(filled, problems));
  }

  private void add(ImmutableNode root) {
    BaseHierarchicalConfiguration layer = new BaseHierarchicalConfiguration();
    layer.setInterpolator(lookups.interpolator());
    ((InMemoryNodeModel) layer.getNodeModel()).setRootNode(nested.flat(root));
    strongestFirst.add(layer);
  }

  private void file(Path file, Deque<Path> including) {
    if (++files > MAX_FILES) {
      problems.add(
          new Origin(file.toString(), 0, 0),
          "more than " + MAX_FILES + " files are included; that is too many.");
      return;
    }
    ImmutableNode root = YamlFile.read(file, problems);
    List<ImmutableNode> includes = root.getChildren(INCLUDE);
    ImmutableNode own = root;
    for (ImmutableNode include : includes) {
      own = own.removeChild(include);
    }
    add(own);
    including.push(real(file));
    for (ImmutableNode include : includes) {
      List<Object> names =
          new ArrayList<>(lookups.fill(new Setting(INCLUDE, include), problems).items());
      if (include.getValue() == null && !include.getChildren().isEmpty()) {
        problems.add(new Setting(INCLUDE, include), "takes a file name or a list of them.");
      }
      Collections.reverse(names);
      names.forEach(name -> include(file, name.toString(), include, including));
    }
    including.pop();
  }

  private void include(Path from, String name, ImmutableNode node, Deque<Path> including) {
    Setting setting = new Setting(INCLUDE, node);
    Path file;
    try {
      file = from.resolveSibling(name).normalize();
    } catch (InvalidPathException e) {
      lacking(setting, "names what cannot be a file (%s).".formatted(e.getReason()));
      return;
    }
    if (including.contains(real(file))) {
      lacking(setting, file + " includes itself, directly or through another file.");
    } else if (including.size() >= MAX_INCLUDE_DEPTH) {
      lacking(setting, "goes deeper than " + MAX_INCLUDE_DEPTH + " files.");
    } else if (!file.toFile().isFile()) {
      lacking(
          setting,
          "names %s, which is not there; names are relative to the including file."
              .formatted(file));
    } else if (!real(file).startsWith(folder(including.getLast()))) {
      lacking(
          setting,
          "names %s, which is outside of the study file's folder; include files beside it or below it."
              .formatted(file));
    } else {
      file(file, including);
    }
  }

  private void lacking(Setting setting, String sentence) {
    problems.add(setting, sentence);
    lacksIncluded = true;
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.getParent(), file);
  }

  private void refuseInclude(ImmutableNode node) {
    problems.add(new Setting(INCLUDE, node), "can only be used in a file.");
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }
}
