package org.parfocal.model.smse.internal;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.learning.PixelBackbones;
import org.parfocal.testkit.learning.StandaloneTraining;

/** The strategy on the real training loop, and plain draws to train on. */
final class Fitting {
  private Fitting() {}

  /**
   * Makes the strategy.
   *
   * @param options by method name; the others have their defaults
   */
  static SmseModel smse(int epochs, Map<String, Object> options) {
    return new SmseModel(
        options(options),
        PixelBackbones.fixed(),
        StandaloneTraining.of(new Planted(), epochs, 32, 0.01));
  }

  static SmseModel.Options options(Map<String, Object> options) {
    return OptionValues.of(SmseModel.Options.class, options);
  }

  /** Anchor and a random image of the same or the other class. */
  static TrainingSet pairs(List<Sample> samples) {
    return new TrainingSet(
        samples,
        2,
        2,
        (epoch, random) ->
            samples.stream()
                .map(
                    anchor ->
                        List.of(
                            anchor,
                            any(
                                samples,
                                random.nextBoolean() ? anchor.label() : 1 - anchor.label(),
                                random)))
                .toList());
  }

  /** Anchor, random image of its class, random image of the other. */
  static TrainingSet triplets(List<Sample> samples) {
    return new TrainingSet(
        samples,
        2,
        3,
        (epoch, random) ->
            samples.stream()
                .map(
                    anchor ->
                        List.of(
                            anchor,
                            any(samples, anchor.label(), random),
                            any(samples, 1 - anchor.label(), random)))
                .toList());
  }

  private static Sample any(List<Sample> samples, int label, RandomGenerator random) {
    List<Sample> some = samples.stream().filter(sample -> sample.label() == label).toList();
    return some.get(random.nextInt(some.size()));
  }
}
