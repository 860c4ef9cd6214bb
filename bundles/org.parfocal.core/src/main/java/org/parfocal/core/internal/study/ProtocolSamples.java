package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Part;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;

/**
 * Holds a protocol to the samples of its data set. In test parts it may show them at other scales,
 * too; whatever it calls the image, no other pixels are read there.
 */
final class ProtocolSamples {
  private final KnownSamples known;
  private final PixelGuard guard;
  private final Map<String, View> views = new HashMap<>();

  /** What the protocol gave, and the same guarded: one for all folds. */
  private record View(Sample given, Sample guarded) {}

  ProtocolSamples(KnownSamples known, PixelGuard guard) {
    this.known = known;
    this.guard = guard;
  }

  /**
   * The plan with views that are guarded.
   *
   * @throws PluginException if a fold has a sample that the data set has not
   */
  FoldPlan checked(FoldPlan plan) {
    return new FoldPlan(
        plan.folds().stream().map(this::checked).toList(), plan.unusable(), plan.notes());
  }

  private Fold checked(Fold fold) {
    for (Part part : List.of(Part.TRAINING, Part.VALIDATION, Part.SEEN)) {
      for (Sample sample : fold.part(part)) {
        if (!known.has(sample)) {
          throw refusal(fold, part, sample);
        }
      }
    }
    List<Sample> test = new ArrayList<>(fold.test().size());
    for (Sample sample : fold.test()) {
      test.add(known.has(sample) ? sample : view(fold, sample));
    }
    return fold.with(fold.training(), fold.validation(), test, fold.seen());
  }

  private Sample view(Fold fold, Sample sample) {
    Sample origin = known.origin(sample).orElseThrow(() -> refusal(fold, Part.TEST, sample));
    View view =
        views.computeIfAbsent(sample.id(), id -> new View(sample, guard.view(sample, origin)));
    if (!view.given().equals(sample)) {
      throw refusal(fold, Part.TEST, sample);
    }
    return view.guarded();
  }

  /** A sample that the protocol changed would carry another patient or label past every check. */
  private static PluginException refusal(Fold fold, Part part, Sample sample) {
    return new PluginException(
        "The protocol put %s into the %s part of fold %s, and the data set has no such sample."
            .formatted(sample.image().description(), part.label(), fold.name()));
  }
}
