package org.parfocal.statistics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * 95 % percentile intervals (Efron) from drawing patients with replacement; all images of a drawn
 * patient come along. The draws depend on the seed and the number of patients only: whatever is
 * measured on the same patients sees the same draws.
 *
 * @param draws 0 for no intervals
 * @param seed of the draws
 */
public record PatientBootstrap(int draws, long seed) {
  private static final double TAIL = 0.025;

  /**
   * An interval.
   *
   * @param low NaN if there is none
   * @param high NaN if there is none
   * @param note how it was made, or why there is none
   */
  public record Interval(double low, double high, String note) {}

  /** The weights of the point estimate: each patient counts once. */
  public static int[] once(int patients) {
    int[] weights = new int[patients];
    Arrays.fill(weights, 1);
    return weights;
  }

  /**
   * The intervals of numbers that are computed together.
   *
   * @param numbers how many
   * @param patients how many
   * @param whom what the note calls the patients
   * @param values the numbers when each patient counts as often as given, NaN where undefined
   * @return one for each number; undefined draws are left out and counted in its note
   */
  public List<Interval> intervals(
      int numbers, int patients, String whom, Function<int[], double[]> values) {
    return intervals(
        Collections.nCopies(numbers, patients + " " + whom),
        patients,
        1,
        (ofPatients, ofSeeds) -> values.apply(ofPatients));
  }

  /**
   * The intervals of numbers that are computed together, some of which draw seeds, too: patients
   * and seeds are drawn independently of each other, each with replacement (Owen 2007, The
   * pigeonhole bootstrap, Annals of Applied Statistics 1(2); a little too wide rather than too
   * narrow). The draws of patients are the same whether or not seeds are drawn.
   *
   * @param drawn what the note of each number says is drawn, for example {@code 15 test patients}
   * @param patients how many
   * @param seeds how many
   * @param values the numbers when each patient and each seed count as often as given, NaN where
   *     undefined
   * @return one for each number; undefined draws are left out and counted in its note
   */
  public List<Interval> intervals(
      List<String> drawn, int patients, int seeds, BiFunction<int[], int[], double[]> values) {
    int numbers = drawn.size();
    if (draws == 0) {
      return Collections.nCopies(numbers, none("no interval asked for"));
    }
    if (patients < 2) {
      return Collections.nCopies(numbers, none("no interval over one patient"));
    }
    double[][] all = new double[numbers][draws];
    SplittableRandom random = new SplittableRandom(seed);
    SplittableRandom ofSeeds = new SplittableRandom(seed).split();
    for (int draw = 0; draw < draws; draw++) {
      double[] value = values.apply(drawn(patients, random), drawn(seeds, ofSeeds));
      for (int number = 0; number < numbers; number++) {
        all[number][draw] = value[number];
      }
    }
    return IntStream.range(0, numbers)
        .mapToObj(
            number ->
                interval(
                    all[number],
                    "%d draws of %s, seed %d".formatted(draws, drawn.get(number), seed)))
        .toList();
  }

  /** How often each is drawn. */
  private static int[] drawn(int count, SplittableRandom random) {
    int[] weights = new int[count];
    for (int i = 0; i < count; i++) {
      weights[random.nextInt(count)]++;
    }
    return weights;
  }

  private static Interval none(String reason) {
    return new Interval(Double.NaN, Double.NaN, reason);
  }

  private Interval interval(double[] drawn, String made) {
    double[] defined =
        Arrays.stream(drawn).filter(value -> !Double.isNaN(value)).sorted().toArray();
    if (defined.length == 0) {
      return none("undefined in all draws");
    }
    int ignored = draws - defined.length;
    String note =
        ignored == 0 ? made : made + ", %d of them undefined and ignored".formatted(ignored);
    return new Interval(quantile(defined, TAIL), quantile(defined, 1 - TAIL), note);
  }

  /** Linear interpolation between order statistics (Hyndman and Fan's type 7). */
  static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int lower = (int) position;
    int upper = Math.min(lower + 1, sorted.length - 1);
    return sorted[lower] + (position - lower) * (sorted[upper] - sorted[lower]);
  }
}
