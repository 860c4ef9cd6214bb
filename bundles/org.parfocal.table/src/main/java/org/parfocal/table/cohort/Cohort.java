package org.parfocal.table.cohort;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;

/**
 * What a cohort's table says, checked: patients, classes and places agree.
 *
 * @param <S> what a row stands for
 * @param name of the data set
 * @param classes in label order
 * @param rows in the table's order
 * @param asWritten names that are meant as they are written
 * @param problems to which a reader adds what it finds later
 * @param warnings to which a reader may add
 */
public record Cohort<S>(
    String name,
    List<String> classes,
    List<CohortRow<S>> rows,
    Set<String> asWritten,
    CohortProblems problems,
    List<String> warnings) {
  /** SHA-256 over the classes and, row by row, everything that the table says. */
  public String manifest() {
    Sha256 hash = new Sha256().add(classes.toArray(String[]::new));
    for (CohortRow<S> row : rows) {
      hash.add(
          row.id(),
          row.label(),
          row.patient(),
          row.slide(),
          String.valueOf(row.magnification()),
          row.micronsPerPixel().toString(),
          String.valueOf(row.place()));
      new TreeMap<>(row.attributes()).forEach(hash::add);
    }
    return hash.hex();
  }

  /** The data set of these samples. */
  public Dataset dataset(List<Sample> samples, String manifest, String licence) {
    return new Dataset(name, classes, samples, manifest, licence, warnings, asWritten);
  }
}
