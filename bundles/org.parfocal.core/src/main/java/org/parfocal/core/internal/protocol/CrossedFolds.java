package org.parfocal.core.internal.protocol;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/**
 * Folds over domains that patients have images in several of, for example magnifications. Patients
 * are split once for all domains, so that folds differ in the domain alone.
 */
final class CrossedFolds {
  private final FoldAssembly assembly;
  private final PatientSplits splits;
  private final SampleField field;
  private final List<Sample> samples;
  private final List<PatientParts> patients;

  /**
   * Splits the patients.
   *
   * @param strata of samples that all have a domain
   */
  CrossedFolds(FoldAssembly assembly, PatientSplits splits, Strata strata) {
    this.assembly = assembly;
    this.splits = splits;
    this.field = strata.field();
    this.samples = List.copyOf(strata.samples());
    this.patients = splits.of(strata);
  }

  /**
   * Holds out one domain after the other: training and validation patients on the other domains,
   * test patients on this one; the test patients' images of the other domains are the seen part.
   */
  void leaveOut(List<String> domains) {
    for (String domain : domains) {
      Predicate<Sample> heldOut = in(domain);
      for (PatientParts split : patients) {
        add(domain, split, heldOut.negate(), heldOut);
      }
    }
  }

  /**
   * Trains on one domain after the other: test patients are tested on all other domains, and their
   * images of this one are the seen part.
   */
  void trainOnOne(List<String> domains) {
    for (String domain : domains) {
      Predicate<Sample> trained = in(domain);
      for (PatientParts split : patients) {
        add(domain, split, trained, trained.negate());
      }
    }
  }

  private void add(
      String domain, PatientParts split, Predicate<Sample> trained, Predicate<Sample> tested) {
    assembly.add(
        splits.name(domain, split),
        domain,
        of(split.training(), trained),
        of(split.validation(), trained),
        of(split.test(), tested),
        of(split.test(), trained));
  }

  private Predicate<Sample> in(String domain) {
    return sample -> domain.equals(field.value(sample));
  }

  private List<Sample> of(Set<String> who, Predicate<Sample> wanted) {
    return samples.stream()
        .filter(wanted)
        .filter(sample -> who.contains(sample.patient()))
        .toList();
  }
}
