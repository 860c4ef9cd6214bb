package org.parfocal.model.smse.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.OutputException;

/**
 * What the training draw and samples decide of an objective; kept with the model.
 *
 * @param groups what was drawn
 * @param classWeights β, one for each class
 */
record Learnt(Groups groups, List<Double> classWeights) {
  private static final String GROUPS = "groups";
  private static final String WEIGHTS = "class-weights";

  Learnt {
    classWeights = List.copyOf(classWeights);
  }

  static Learnt of(Groups groups, double[] classWeights) {
    return new Learnt(groups, Arrays.stream(classWeights).boxed().toList());
  }

  double[] weights() {
    return classWeights.stream().mapToDouble(Double::doubleValue).toArray();
  }

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(GROUPS, groups.label());
    facts.put(WEIGHTS, classWeights.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    return facts;
  }

  /**
   * Reads {@link #facts()}.
   *
   * @throws OutputException if they are not those of a model with so many classes
   */
  static Learnt parse(Map<String, String> facts, int classes) {
    String groups = facts.getOrDefault(GROUPS, "");
    String weights = facts.getOrDefault(WEIGHTS, "");
    try {
      Learnt learnt =
          new Learnt(
              Groups.labelled(groups).orElseThrow(() -> damaged(GROUPS, groups, null)),
              Arrays.stream(weights.split(" ", -1)).map(Double::valueOf).toList());
      if (learnt.classWeights.size() == classes
          && learnt.classWeights.stream().allMatch(weight -> weight >= 0 && weight <= 1)) {
        return learnt;
      }
    } catch (NumberFormatException e) {
      throw damaged(WEIGHTS, weights, e);
    }
    throw damaged(WEIGHTS, weights, null);
  }

  private static OutputException damaged(
      String fact, String value, @Nullable NumberFormatException cause) {
    return new OutputException(
        "The stored model's %s are \"%s\", which no smse model with these classes has; train it again."
            .formatted(fact, value),
        cause);
  }
}
