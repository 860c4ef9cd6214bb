package org.parfocal.protocol.internal;

import java.util.List;
import org.parfocal.api.Dataset;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.protocol.FoldPlanBuilder;
import org.parfocal.protocol.MagnificationFilter;
import org.parfocal.protocol.PatientSplit;
import org.parfocal.protocol.PatientSplits;
import org.parfocal.protocol.Strata;

/** Folds every part of which holds all magnifications, in one pool. */
record MixedFolds(PatientSplits splits, MagnificationFilter magnifications) {
  /**
   * One fold for each split of the patients.
   *
   * @param name what folds are named after
   * @param pool of all
   */
  FoldPlan of(Dataset dataset, String name, String pool) {
    List<Sample> samples = magnifications.samples(dataset);
    FoldPlanBuilder plan =
        new FoldPlanBuilder(dataset, SampleField.MAGNIFICATION, splits.validates());
    Strata strata = Strata.of(samples, dataset, SampleField.MAGNIFICATION);
    for (PatientSplit split : splits.of(strata)) {
      plan.add(splits.name(name, split), pool, split, samples);
    }
    return plan.plan();
  }
}
