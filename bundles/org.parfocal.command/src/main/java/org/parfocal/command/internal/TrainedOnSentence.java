package org.parfocal.command.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.parfocal.api.Sample;
import org.parfocal.core.Ensemble.Decision;
import org.parfocal.core.Ensemble.TrainedOn;

/** Says that a model predicts what it was trained on. */
final class TrainedOnSentence {
  private TrainedOnSentence() {}

  /** Empty if it does not, as far as is known. */
  static Optional<String> of(List<Decision> decisions, List<Sample> samples) {
    List<String> known = new ArrayList<>();
    part(TrainedOn.IMAGE, "have the pixels of training images", decisions, samples, known);
    part(TrainedOn.PATIENT, "are of training patients", decisions, samples, known);
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: what is predicted of them says nothing about new patients; leave them out of any score (column trained_on)."
                .formatted(String.join("; ", known)));
  }

  private static void part(
      TrainedOn what,
      String words,
      List<Decision> decisions,
      List<Sample> samples,
      List<String> known) {
    List<String> ids =
        IntStream.range(0, decisions.size())
            .filter(row -> decisions.get(row).trainedOn() == what)
            .mapToObj(row -> samples.get(row).id())
            .toList();
    if (!ids.isEmpty()) {
      known.add(
          "%d of %d images %s (%s%s)"
              .formatted(
                  ids.size(), samples.size(), words, ids.get(0), ids.size() > 1 ? ", …" : ""));
    }
  }
}
