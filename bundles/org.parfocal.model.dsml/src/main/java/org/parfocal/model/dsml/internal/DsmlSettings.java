package org.parfocal.model.dsml.internal;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;

/**
 * The options, checked.
 *
 * @param projection length k of the projection; 0 for none
 * @param perMagnification whether each magnification has its own branch
 * @param temperature T
 * @param lambda λ, weight of the similarity
 * @param fusedWeight weight of the fused classification
 * @param featureSimilarity whether representations are compared; else class probabilities
 * @param concatenate whether representations are concatenated; else probabilities are averaged
 * @param pyramidInference whether samples of one place are scored together
 * @param views validation pyramids of each class that are drawn
 */
record DsmlSettings(
    int projection,
    boolean perMagnification,
    double temperature,
    double lambda,
    double fusedWeight,
    boolean featureSimilarity,
    boolean concatenate,
    boolean pyramidInference,
    int views) {
  private static final int LONGEST_PROJECTION = 4096;
  private static final int MOST_VIEWS = 100;
  private static final double LOWEST_TEMPERATURE = 0.01;
  private static final double HIGHEST_TEMPERATURE = 100;

  static DsmlSettings of(DsmlOptions options) {
    Check check = new Check();
    check.number("projection", options.projection(), 0, LONGEST_PROJECTION);
    check.number("views", options.views(), 0, MOST_VIEWS);
    check.number("temperature", options.temperature(), LOWEST_TEMPERATURE, HIGHEST_TEMPERATURE);
    check.number("lambda", options.lambda(), 0, Double.MAX_VALUE);
    check.number("fused-weight", options.fused_weight(), 0, Double.MAX_VALUE);
    DsmlSettings settings =
        new DsmlSettings(
            options.projection(),
            check.second("branches", options.branches(), "shared", "per-magnification"),
            options.temperature(),
            options.lambda(),
            options.fused_weight(),
            check.second("similarity", options.similarity(), "probability", "feature"),
            check.second("fusion", options.fusion(), "mean", "concatenate"),
            check.second("inference", options.inference(), "single", "pyramid"),
            options.views());
    if (settings.concatenate && settings.pyramidInference && settings.fusedWeight == 0) {
      check.problems.add(
          "model.fused-weight must be above 0 where model.fusion is concatenate and model.inference"
              + " is pyramid: otherwise nothing would train the fused classifier.");
    }
    check.done();
    return settings;
  }

  /** How many of its magnifications a place must have to be scored as one. */
  int leastTogether(Scales scales) {
    return concatenate ? scales.count() : 2;
  }

  /** Collects what is wrong, so that all of it is told at once. */
  private static final class Check {
    private final List<String> problems = new ArrayList<>();

    void number(String option, double value, double least, double most) {
      if (!(value >= least && value <= most)) {
        String range =
            most == Double.MAX_VALUE
                ? "a number from " + shown(least)
                : "from " + shown(least) + " to " + shown(most);
        problems.add("model.%s must be %s, it is %s.".formatted(option, range, shown(value)));
      }
    }

    boolean second(String option, String value, String first, String second) {
      try {
        return Choice.of("model." + option, value, first, second).equals(second);
      } catch (ConfigurationException e) {
        problems.addAll(e.problems());
        return false;
      }
    }

    void done() {
      if (!problems.isEmpty()) {
        throw new ConfigurationException(problems);
      }
    }

    private static String shown(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e9
          ? String.valueOf((long) value)
          : String.valueOf(value);
    }
  }
}
