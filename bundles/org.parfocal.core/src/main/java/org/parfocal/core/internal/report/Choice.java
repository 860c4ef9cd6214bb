package org.parfocal.core.internal.report;

import java.util.List;
import java.util.Optional;
import org.parfocal.core.JobKey;
import org.parfocal.core.Selection;

/**
 * The option of a variant that was chosen for one fold and seed.
 *
 * @param selection how
 * @param fold outer fold
 * @param seed the jobs' seed
 * @param options what each is worth, in their order; empty as long as jobs of them are to be run
 * @param chosen place of the best of them, the first of equals; empty if there is none
 * @param why it is empty, in words; or empty
 */
public record Choice(
    Selection selection,
    String fold,
    long seed,
    List<Judged> options,
    Optional<Integer> chosen,
    String why) {
  public Choice {
    options = List.copyOf(options);
  }

  /**
   * An option.
   *
   * @param variant its name
   * @param value of the measure; NaN if undefined or its job failed
   */
  public record Judged(String variant, double value) {}

  /** What the chosen job is reported as. */
  public JobKey reported() {
    return new JobKey(selection.name(), fold, seed);
  }

  /** The job that was chosen. */
  public Optional<JobKey> job() {
    return chosen.map(place -> new JobKey(options.get(place).variant(), fold, seed));
  }
}
