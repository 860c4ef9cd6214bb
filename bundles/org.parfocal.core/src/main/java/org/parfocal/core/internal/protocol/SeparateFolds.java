package org.parfocal.core.internal.protocol;

import java.util.List;
import java.util.Set;
import org.parfocal.api.Sample;

/**
 * Folds over domains that share no patient, for example institutes: all patients of the held-out
 * domain are tested, and those of the others train and validate. Nothing of a test patient was
 * seen, so there is no seen part.
 */
final class SeparateFolds {
  private static final long NEXT_SEED = 1_000_003L;

  private final FoldAssembly assembly;
  private final PatientSplits splits;
  private final Strata strata;
  private final List<String> domains;

  SeparateFolds(FoldAssembly assembly, PatientSplits splits, Strata strata) {
    this.assembly = assembly;
    this.splits = splits;
    this.strata = strata;
    this.domains = strata.field().values(strata.samples());
  }

  /** Holds out one of these domains after the other. */
  void leaveOut(List<String> heldOut) {
    for (String domain : heldOut) {
      Strata others = strata.where(sample -> !domain.equals(strata.field().value(sample)));
      // Numbered among all domains: which others are held out too does not change a fold.
      long seed = splits.seed() + NEXT_SEED * (domains.indexOf(domain) + 1);
      List<Set<String>> patients = PatientParts.carve(others, splits.shares().validation(), seed);
      assembly.add(
          domain,
          domain,
          of(others, patients.get(0)),
          of(others, patients.get(1)),
          List.copyOf(strata.where(s -> domain.equals(strata.field().value(s))).samples()),
          List.of());
    }
  }

  private static List<Sample> of(Strata strata, Set<String> patients) {
    return List.copyOf(strata.where(sample -> patients.contains(sample.patient())).samples());
  }
}
