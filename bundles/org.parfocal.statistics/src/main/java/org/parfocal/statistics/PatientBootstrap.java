package org.parfocal.statistics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.parfocal.api.Score;

/**
 * 95 % percentile intervals (Efron) from drawing patients with replacement; all images of a drawn
 * patient come along. The draws depend on the seed and the number of patients only: whatever is
 * measured on the same patients sees the same draws.
 *
 * <p>From few patients such intervals are too narrow and hold the true value less often than they
 * say ({@code docs/coverage.md}, simulated by {@code tools/coverage}): with {@value #ENOUGH}
 * patients of each class at least 80 % of the time in all simulations, with {@value #MANY} 90 %.
 * With fewer than {@code enough} there is none; instead the note gives the smallest and the largest
 * value over all draws, where these can be counted. Intervals of fewer than {@value #MANY} are
 * marked by a remark.
 *
 * @param draws 0 for no intervals
 * @param seed of the draws
 * @param enough patients of the rarest class from which on there are intervals
 */
public record PatientBootstrap(int draws, long seed, int enough) {
  /** From so many patients of each class on there are intervals. */
  public static final int ENOUGH = 7;

  /** Intervals of fewer patients of a class are marked. */
  public static final int MANY = 30;

  private static final double TAIL = 0.025;
  private static final long COUNTABLE = 2000;

  /** With intervals from {@link #ENOUGH} patients on. */
  public PatientBootstrap(int draws, long seed) {
    this(draws, seed, ENOUGH);
  }

  /**
   * An interval.
   *
   * @param low NaN if there is none
   * @param high NaN if there is none
   * @param note how it was made, or why there is none
   * @param remark that it is of few patients; or empty
   */
  public record Interval(double low, double high, String note, String remark) {}

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
   * @param patients that are drawn
   * @param values the numbers when each patient counts as often as given, NaN where undefined
   * @return one for each number; undefined draws are left out and counted in its note
   */
  public List<Interval> intervals(
      int numbers, TestPatients patients, Function<int[], double[]> values) {
    return intervals(
        Collections.nCopies(numbers, ""),
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
   * @param also what the note of each number says is drawn beside patients, for example {@code and
   *     5 seeds}; may be empty
   * @param patients that are drawn
   * @param seeds how many
   * @param values the numbers when each patient and each seed count as often as given, NaN where
   *     undefined
   * @return one for each number; undefined draws are left out and counted in its note
   */
  public List<Interval> intervals(
      List<String> also,
      TestPatients patients,
      int seeds,
      BiFunction<int[], int[], double[]> values) {
    int numbers = also.size();
    if (draws == 0) {
      return Collections.nCopies(numbers, none("no interval asked for"));
    }
    if (patients.count() < 2) {
      return Collections.nCopies(numbers, none("no interval over one patient"));
    }
    if (patients.ofEachClass() < enough) {
      return ofTooFew(numbers, patients, weights -> values.apply(weights, once(seeds)));
    }
    double[][] all = new double[numbers][draws];
    SplittableRandom random = new SplittableRandom(seed);
    SplittableRandom ofSeeds = new SplittableRandom(seed).split();
    for (int draw = 0; draw < draws; draw++) {
      double[] value = values.apply(drawn(patients.count(), random), drawn(seeds, ofSeeds));
      for (int number = 0; number < numbers; number++) {
        all[number][draw] = value[number];
      }
    }
    return IntStream.range(0, numbers)
        .mapToObj(number -> interval(all[number], patients, also.get(number)))
        .toList();
  }

  /** No interval, and the range over all draws. */
  private List<Interval> ofTooFew(
      int numbers, TestPatients patients, Function<int[], double[]> values) {
    String why = "%s, no interval: %s".formatted(Score.FEW_PATIENTS, patients.words());
    if (PatientDraws.count(patients.count()) > COUNTABLE) {
      return Collections.nCopies(numbers, none(why));
    }
    List<double[]> all = PatientDraws.all(patients.count()).stream().map(values).toList();
    return IntStream.range(0, numbers)
        .mapToObj(
            number -> none(why + range(all.stream().mapToDouble(value -> value[number]).toArray())))
        .toList();
  }

  private static String range(double[] drawn) {
    double[] defined = Arrays.stream(drawn).filter(value -> !Double.isNaN(value)).toArray();
    return defined.length == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; the %d different draws of them, %d of them undefined, give %.3f to %.3f",
            drawn.length,
            drawn.length - defined.length,
            Arrays.stream(defined).min().orElseThrow(),
            Arrays.stream(defined).max().orElseThrow());
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
    return new Interval(Double.NaN, Double.NaN, reason, "");
  }

  private Interval interval(double[] drawn, TestPatients patients, String also) {
    double[] defined =
        Arrays.stream(drawn).filter(value -> !Double.isNaN(value)).sorted().toArray();
    if (defined.length == 0) {
      return none("undefined in all draws");
    }
    String made =
        "%d draws of %d test patients%s, seed %d".formatted(draws, patients.count(), also, seed);
    int ignored = draws - defined.length;
    String note =
        ignored == 0 ? made : made + ", %d of them undefined and ignored".formatted(ignored);
    String remark =
        patients.ofEachClass() < MANY
            ? "%s: %s".formatted(Score.FEW_PATIENTS, patients.words())
            : "";
    return new Interval(quantile(defined, TAIL), quantile(defined, 1 - TAIL), note, remark);
  }

  /** Linear interpolation between order statistics (Hyndman and Fan's type 7). */
  static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int lower = (int) position;
    int upper = Math.min(lower + 1, sorted.length - 1);
    return sorted[lower] + (position - lower) * (sorted[upper] - sorted[lower]);
  }
}
