package org.parfocal.protocol.internal;

import java.util.List;
import java.util.function.Predicate;
import org.parfocal.api.Sample;
import org.parfocal.protocol.FoldPlanBuilder;
import org.parfocal.protocol.PatientSplit;
import org.parfocal.protocol.PatientSplits;
import org.parfocal.protocol.Strata;

/**
 * Folds over domains that patients have images in several of, for example magnifications. Patients
 * are split once for all domains, so that folds differ in the domain alone.
 */
final class CrossedFolds {
  private final FoldPlanBuilder plan;
  private final PatientSplits splits;
  private final Strata strata;
  private final List<PatientSplit> patients;

  /**
   * Splits the patients.
   *
   * @param strata of samples that all have a domain
   */
  CrossedFolds(FoldPlanBuilder plan, PatientSplits splits, Strata strata) {
    this.plan = plan;
    this.splits = splits;
    this.strata = strata;
    this.patients = splits.of(strata);
  }

  /**
   * Holds out one domain after the other: training and validation patients on the other domains,
   * test patients on this one; the test patients' images of the other domains are the seen part.
   */
  void leaveOut(List<String> domains) {
    for (String domain : domains) {
      Predicate<Sample> heldOut = in(domain);
      add(domain, heldOut.negate(), heldOut);
    }
  }

  /**
   * Trains on one domain after the other: test patients are tested on all other domains, and their
   * images of this one are the seen part.
   */
  void trainOnOne(List<String> domains) {
    for (String domain : domains) {
      Predicate<Sample> trained = in(domain);
      add(domain, trained, trained.negate());
    }
  }

  /**
   * Trains on these domains together: test patients are tested on all others, and their images of
   * these are the seen part.
   */
  void trainOn(TrainingDomains domains) {
    Predicate<Sample> trained = sample -> domains.names().contains(strata.field().value(sample));
    add(domains.name(), trained, trained.negate());
  }

  private void add(String domain, Predicate<Sample> trained, Predicate<Sample> tested) {
    List<Sample> seen = strata.where(trained).samples();
    List<Sample> unseen = strata.where(tested).samples();
    for (PatientSplit split : patients) {
      plan.add(
          splits.name(domain, split),
          domain,
          split.repeat(),
          PatientSplit.images(seen, split.training()),
          PatientSplit.images(seen, split.validation()),
          PatientSplit.images(unseen, split.test()),
          PatientSplit.images(seen, split.test()));
    }
  }

  private Predicate<Sample> in(String domain) {
    return sample -> domain.equals(strata.field().value(sample));
  }
}
