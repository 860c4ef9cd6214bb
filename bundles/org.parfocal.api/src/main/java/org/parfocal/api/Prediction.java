package org.parfocal.api;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Class probabilities of one sample, with what metrics need to know of the sample.
 *
 * @param fold name of the fold that it was predicted in
 * @param sample {@link Sample#id()}
 * @param patient {@link Sample#patient()}
 * @param magnification {@link Sample#magnification()}
 * @param domain the sample's value of the field that the protocol varies, {@link Fold#field()};
 *     null if unknown. Where that is the magnification, the two are one
 * @param part which part of the fold the sample stands in
 * @param label true class
 * @param probabilities one per class, finite, sum 1 within 1e-3
 */
public record Prediction(
    String fold,
    String sample,
    String patient,
    @Nullable String magnification,
    @Nullable String domain,
    Part part,
    int label,
    List<Double> probabilities) {
  private static final double TOLERANCE = 1e-3;

  public Prediction {
    probabilities = List.copyOf(probabilities);
    double sum = 0;
    for (double probability : probabilities) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new PluginException(
            "The model gave sample %s the probabilities %s, which are not between 0 and 1."
                .formatted(sample, probabilities));
      }
      sum += probability;
    }
    if (Math.abs(sum - 1) > TOLERANCE || label >= probabilities.size()) {
      throw new PluginException(
          "The model gave sample %s the probabilities %s, which do not sum to 1."
              .formatted(sample, probabilities));
    }
  }

  /** A prediction of a protocol that varies the magnification. */
  public Prediction(
      String fold,
      String sample,
      String patient,
      @Nullable String magnification,
      Part part,
      int label,
      List<Double> probabilities) {
    this(fold, sample, patient, magnification, magnification, part, label, probabilities);
  }

  /** The same prediction in another domain. */
  public Prediction in(@Nullable String otherDomain) {
    return new Prediction(
        fold, sample, patient, magnification, otherDomain, part, label, probabilities);
  }

  /** The same prediction in another part. */
  public Prediction as(Part otherPart) {
    return new Prediction(
        fold, sample, patient, magnification, domain, otherPart, label, probabilities);
  }

  /** For models' arrays. */
  public static List<Double> boxed(double[] probabilities) {
    return Arrays.stream(probabilities).boxed().toList();
  }
}
