package org.parfocal.core.internal.protocol;

import java.util.Arrays;
import java.util.List;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/** The option {@code magnifications} of the protocols: only images at these are used. */
final class ChosenMagnifications {
  private final List<String> chosen;

  ChosenMagnifications(String[] option) {
    this.chosen =
        Arrays.stream(option)
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted(SampleField.ORDER)
            .toList();
  }

  /** The chosen ones, or all that occur. */
  List<String> of(Dataset dataset) {
    List<String> known = dataset.magnifications();
    List<String> unknown = chosen.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "protocol.magnifications names %s, which data set %s does not have; it has %s."
              .formatted(
                  String.join(", ", unknown),
                  dataset.name(),
                  known.isEmpty() ? "none" : String.join(", ", known)));
    }
    return chosen.isEmpty() ? known : chosen;
  }

  /**
   * The chosen ones for a protocol that sets magnifications against each other; images of unknown
   * magnification are noted.
   *
   * @throws DatasetException if there are not two
   */
  List<String> several(Dataset dataset, String protocol, FoldAssembly assembly) {
    List<String> several = of(dataset);
    if (several.size() < 2) {
      throw new DatasetException(
          ("Protocol %s needs at least two magnifications, and data set %s has %s; use"
                  + " patient-holdout or patient-k-fold instead.")
              .formatted(
                  protocol, dataset.name(), several.isEmpty() ? "none" : "only " + several.get(0)));
    }
    long unknown = dataset.samples().stream().filter(s -> s.magnification() == null).count();
    if (unknown > 0) {
      assembly.note("%d images of unknown magnification stand in no fold.".formatted(unknown));
    }
    return several;
  }

  /** The samples at the chosen ones, or all whose magnification is known. */
  Strata strata(Dataset dataset) {
    List<String> wanted = of(dataset);
    return Strata.ofMagnifications(dataset.samples(), dataset)
        .where(sample -> wanted.contains(sample.magnification()));
  }

  /** The samples at the chosen ones; where none is chosen, all samples. */
  List<Sample> samples(Dataset dataset) {
    if (chosen.isEmpty()) {
      return dataset.samples();
    }
    List<String> wanted = of(dataset);
    return dataset.samples().stream()
        .filter(sample -> wanted.contains(sample.magnification()))
        .toList();
  }
}
