package org.parfocal.protocol.internal;

import java.util.List;
import java.util.function.Predicate;
import org.parfocal.api.Sample;
import org.parfocal.protocol.FoldPlanBuilder;
import org.parfocal.protocol.PatientSplit;
import org.parfocal.protocol.PatientSplits;
import org.parfocal.protocol.Strata;

/**
 * Folds over domains that share no patient, for example institutes: all patients of the held-out
 * domain are tested, and those of the others train and validate. Nothing of a test patient was
 * seen, so there is no seen part.
 */
record SeparateFolds(FoldPlanBuilder plan, PatientSplits splits, Strata strata) {
  /** Holds out one of these domains after the other. */
  void leaveOut(List<String> heldOut) {
    List<String> domains = strata.field().values(strata.samples());
    for (String domain : heldOut) {
      // Numbered among all domains: which others are held out too does not change a fold.
      add(
          domain,
          sample -> domain.equals(strata.field().value(sample)),
          splits.seed(domains.indexOf(domain) + 1));
    }
  }

  /** Trains on these domains together, and tests all patients of the others. */
  void trainOn(TrainingDomains domains) {
    add(
        domains.name(),
        sample -> !domains.names().contains(strata.field().value(sample)),
        splits.seed(0));
  }

  private void add(String name, Predicate<Sample> tested, long seed) {
    Strata others = strata.where(tested.negate());
    PatientSplit split = PatientSplits.carve(others, splits.validation(), seed);
    plan.add(
        name,
        name,
        PatientSplit.images(others.samples(), split.training()),
        PatientSplit.images(others.samples(), split.validation()),
        strata.where(tested).samples(),
        List.of());
  }
}
