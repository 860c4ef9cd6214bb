package org.parfocal.model.dann.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;

/**
 * The model section, checked.
 *
 * @param domain what tells a sample's domain
 * @param schedule how strongly the domain's gradient is reversed
 * @param hidden units of each hidden layer of the domain classifier
 * @param domainRate learning rate of the domain classifier over that of everything else
 * @param projection length of the own linear map's output; 0 for none
 * @param balanced whether every class counts the same
 * @param l2 λ of the penalty on the class head's weights; 0 for none
 */
record DannSettings(
    String domain,
    ReversalSchedule schedule,
    List<Integer> hidden,
    double domainRate,
    int projection,
    boolean balanced,
    double l2) {
  /** Units of a layer: more would ask for gigabytes. */
  private static final int MOST_UNITS = 4096;

  static DannSettings of(DannModel.Options options) {
    List<String> problems = new ArrayList<>();
    if (options.domain().isBlank()) {
      problems.add("model.domain must be magnification, slide, patient or an attribute's name.");
    }
    number("lambda-max", options.lambda_max(), options.lambda_max() >= 0, "from 0", problems);
    number("gamma", options.gamma(), options.gamma() > 0, "above 0", problems);
    number("domain-rate", options.domain_rate(), options.domain_rate() > 0, "above 0", problems);
    number("l2", options.l2(), options.l2() >= 0, "from 0", problems);
    choice("schedule", options.schedule(), "ganin", "constant", problems);
    choice("class-weights", options.class_weights(), "none", "balanced", problems);
    if (options.projection() < 0 || options.projection() > MOST_UNITS) {
      problems.add(
          "model.projection must be 0 (none) to %d, it is %d."
              .formatted(MOST_UNITS, options.projection()));
    }
    List<Integer> hidden = hidden(options.hidden(), problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new DannSettings(
        options.domain(),
        new ReversalSchedule(
            options.lambda_max(), options.gamma(), options.schedule().equals("constant")),
        hidden,
        options.domain_rate(),
        options.projection(),
        options.class_weights().equals("balanced"),
        options.l2());
  }

  private static List<Integer> hidden(int[] units, List<String> problems) {
    if (units.length == 1 && units[0] == 0) {
      return List.of();
    }
    if (units.length < 1
        || units.length > 2
        || Arrays.stream(units).anyMatch(count -> count < 1 || count > MOST_UNITS)) {
      problems.add(
          "model.hidden must be 0 (a linear domain classifier) or the units of one or two hidden"
              + " layers, each 1 to %d; it is %s.".formatted(MOST_UNITS, Arrays.toString(units)));
    }
    return Arrays.stream(units).boxed().toList();
  }

  private static void number(
      String option, double value, boolean allowed, String range, List<String> problems) {
    if (!allowed || Double.isInfinite(value)) {
      problems.add("model.%s must be a number %s, it is %s.".formatted(option, range, value));
    }
  }

  private static void choice(
      String option, String value, String one, String other, List<String> problems) {
    try {
      Choice.of("model." + option, value, one, other);
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
    }
  }
}
