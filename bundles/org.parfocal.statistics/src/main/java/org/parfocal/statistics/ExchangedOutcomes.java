package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.parfocal.api.Outcome;
import org.parfocal.api.PairedOutcomes;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;

/**
 * The predictions of two variants together, the second one's as those of other patients: to
 * exchange a patient is then to count one of the two in place of the other.
 */
final class ExchangedOutcomes {
  private static final String OTHER = "\u0000other";

  private ExchangedOutcomes() {}

  /** What is tested, and the validation parts, by which thresholds are chosen. */
  static List<Outcome> of(PairedOutcomes paired) {
    return paired.outcomes().stream().map(own -> of(own, matching(own, paired))).toList();
  }

  /** The places of {@link #of}: the patients of the first variant, then those of the second. */
  static List<String> patients(List<String> patients) {
    List<String> all = new ArrayList<>(patients);
    patients.forEach(patient -> all.add(patient + OTHER));
    return all;
  }

  private static Outcome matching(Outcome own, PairedOutcomes paired) {
    return paired.reference().stream()
        .filter(other -> other.name().equals(own.name()) && other.seed() == own.seed())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fold " + own.name() + " of both"));
  }

  private static Outcome of(Outcome own, Outcome other) {
    List<Prediction> both =
        Stream.concat(
                own.predictions().stream(),
                other.predictions().stream().map(ExchangedOutcomes::renamed))
            .filter(one -> one.part() == Part.TEST || one.part() == Part.VALIDATION)
            .toList();
    return own.with(both);
  }

  private static Prediction renamed(Prediction of) {
    return new Prediction(
        of.fold() + OTHER,
        of.sample() + OTHER,
        of.patient() + OTHER,
        of.magnification(),
        of.domain(),
        of.part(),
        of.label(),
        of.probabilities());
  }
}
