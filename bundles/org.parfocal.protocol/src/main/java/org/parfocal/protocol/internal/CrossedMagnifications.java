package org.parfocal.protocol.internal;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.protocol.FoldPlanBuilder;
import org.parfocal.protocol.MagnificationFilter;
import org.parfocal.protocol.PatientSplits;
import org.parfocal.protocol.Strata;

/** Folds that set magnifications against each other; patients are split once for all of them. */
final class CrossedMagnifications {
  private final String protocol;
  private final PatientSplits splits;
  private final MagnificationFilter magnifications;
  private final TrainingDomains trained;
  private final List<String> heldOut;

  /**
   * Checks the options.
   *
   * @param protocol its name, for messages
   */
  CrossedMagnifications(String protocol, CrossedOptions options) {
    this.protocol = protocol;
    this.splits =
        new PatientSplits(
            options.patient_folds(),
            options.test_patients(),
            options.validation_patients(),
            options.seed(),
            options.repeats());
    this.magnifications = new MagnificationFilter(options.magnifications());
    this.trained = TrainingDomains.of(options.train_on());
    this.heldOut =
        Arrays.stream(options.held_out())
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted(SampleField.ORDER)
            .toList();
    if (!heldOut.isEmpty() && trained.chosen()) {
      throw new ConfigurationException(
          "protocol.held-out and protocol.train-on are both set; choose one.");
    }
    if (!heldOut.isEmpty() && !protocol.equals(LeaveOneMagnificationOut.NAME)) {
      throw new ConfigurationException(
          "protocol.held-out is set, and %s holds out all but one; say what to train on with protocol.train-on."
              .formatted(protocol));
    }
  }

  /**
   * The plan.
   *
   * @param add adds the folds of these magnifications, unless options say what is trained on
   * @throws DatasetException if there are not two magnifications
   */
  FoldPlan plan(Dataset dataset, BiConsumer<CrossedFolds, List<String>> add) {
    List<String> chosen = magnifications.of(dataset);
    if (chosen.size() < 2) {
      throw new DatasetException(
          ("Protocol %s needs at least two magnifications, and data set %s has %s; use"
                  + " patient-holdout or patient-k-fold instead.")
              .formatted(
                  protocol, dataset.name(), chosen.isEmpty() ? "none" : "only " + chosen.get(0)));
    }
    FoldPlanBuilder plan =
        new FoldPlanBuilder(dataset, SampleField.MAGNIFICATION, splits.validates());
    long unknown = dataset.samples().stream().filter(s -> s.magnification() == null).count();
    if (unknown > 0) {
      plan.note("%d images of unknown magnification stand in no fold.".formatted(unknown));
    }
    List<Sample> samples =
        dataset.samples().stream().filter(s -> chosen.contains(s.magnification())).toList();
    Strata strata = Strata.of(samples, dataset, SampleField.MAGNIFICATION);
    CrossedFolds folds = new CrossedFolds(plan, splits, strata);
    if (trained.chosen()) {
      trained.check(SampleField.MAGNIFICATION, chosen);
      folds.trainOn(trained);
    } else {
      add.accept(folds, heldOut(dataset, chosen));
    }
    return plan.plan();
  }

  private List<String> heldOut(Dataset dataset, List<String> chosen) {
    List<String> unknown = heldOut.stream().filter(name -> !chosen.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "protocol.held-out names %s, which is none of the magnifications that are used of data set %s: %s."
              .formatted(String.join(", ", unknown), dataset.name(), String.join(", ", chosen)));
    }
    return heldOut.isEmpty() ? chosen : heldOut;
  }
}
