package org.parfocal.core.internal.protocol;

import java.util.List;
import java.util.Set;
import org.parfocal.api.Sample;

/** Folds that divide patients and keep all magnifications together. */
final class PatientSplitFolds {
  private PatientSplitFolds() {}

  static void add(
      FoldAssembly assembly, String name, String group, PatientParts split, List<Sample> samples) {
    assembly.add(
        name,
        group,
        of(samples, split.training()),
        of(samples, split.validation()),
        of(samples, split.test()),
        List.of());
  }

  private static List<Sample> of(List<Sample> samples, Set<String> patients) {
    return samples.stream().filter(sample -> patients.contains(sample.patient())).toList();
  }
}
