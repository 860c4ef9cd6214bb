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
 * @param form of the groups that were drawn
 * @param classWeights β, one for each class
 */
record TrainingFacts(MetricForm form, List<Double> classWeights) {
  private static final String GROUPS = "groups";
  private static final String WEIGHTS = "class-weights";

  TrainingFacts {
    classWeights = List.copyOf(classWeights);
  }

  static TrainingFacts of(MetricForm form, double[] classWeights) {
    return new TrainingFacts(form, Arrays.stream(classWeights).boxed().toList());
  }

  double[] weights() {
    return classWeights.stream().mapToDouble(Double::doubleValue).toArray();
  }

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(GROUPS, form.label());
    facts.put(WEIGHTS, classWeights.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    return facts;
  }

  /**
   * Reads {@link #facts()}.
   *
   * @throws OutputException if they are not those of a model with so many classes
   */
  static TrainingFacts parse(Map<String, String> facts, int classes) {
    String groups = facts.getOrDefault(GROUPS, "");
    String weights = facts.getOrDefault(WEIGHTS, "");
    try {
      TrainingFacts read =
          new TrainingFacts(
              MetricForm.stored(groups).orElseThrow(() -> damaged(GROUPS, groups, null)),
              Arrays.stream(weights.split(" ", -1)).map(Double::valueOf).toList());
      if (read.classWeights.size() == classes
          && read.classWeights.stream().allMatch(weight -> weight >= 0 && weight <= 1)) {
        return read;
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
