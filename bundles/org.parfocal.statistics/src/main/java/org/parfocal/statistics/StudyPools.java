package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;

/**
 * The predictions of one variant that are measured together: for each seed and each repeat of the
 * split, whose mean is taken, the test predictions of all folds by domain, the field that the
 * protocol varies. Where each fold holds out a domain, with one fold of patients or several, these
 * pools are the protocol's groups. Images of unknown domain are one more pool; where no domain is
 * known it is the only one.
 *
 * <p>Where each model either never saw the one domain that it is tested on, or saw one domain
 * alone, the predictions of the seen part are pooled, too, by domain and model: the same images by
 * models that did see their domain.
 */
final class StudyPools {
  private static final Comparator<Prediction> ORDER =
      Comparator.comparing(Prediction::fold)
          .thenComparing(Prediction::part)
          .thenComparing(Prediction::sample);

  /** What is pooled; an empty model stands for whichever model predicted it. */
  private record Pool(Part part, String model, String domain) {}

  private final SampleField field;
  private final List<Long> seeds;
  private final List<String> domains;
  private final Map<Outcome, String> models;
  private final List<Pool> pools = new ArrayList<>();

  /** By pool and seed. */
  private final List<List<Function<int[], double[]>>> values = new ArrayList<>();

  private StudyPools(List<Outcome> outcomes) {
    field = outcomes.get(0).field();
    seeds = outcomes.stream().map(Outcome::seed).distinct().toList();
    domains = domains(outcomes, Part.TEST);
    models = models(outcomes);
    domains.forEach(domain -> pools.add(new Pool(Part.TEST, "", domain)));
    Set<String> names = Set.copyOf(models.values());
    for (Part part : List.of(Part.TEST, Part.SEEN)) {
      for (String model : names.stream().sorted(SampleField.ORDER).toList()) {
        List<Outcome> ofModel =
            outcomes.stream().filter(one -> model.equals(models.get(one))).toList();
        domains(ofModel, part).forEach(domain -> pools.add(new Pool(part, model, domain)));
      }
    }
    pools.removeIf(pool -> !pool.model.isEmpty() && isAlone(pool));
  }

  /** Whether no other model was tested there: then it is the pool of all models. */
  private boolean isAlone(Pool pool) {
    return pool.part == Part.TEST
        && pools.stream()
            .filter(one -> one.part == Part.TEST && one.domain.equals(pool.domain))
            .allMatch(one -> one.model.isEmpty() || one.equals(pool));
  }

  /**
   * Pools.
   *
   * @param outcomes one for each fold and seed
   * @param patients by whose places patients are weighted
   */
  static StudyPools of(List<Outcome> outcomes, List<String> patients, StudyMeasures measures) {
    StudyPools made = new StudyPools(outcomes);
    made.pools.forEach(pool -> made.values.add(new ArrayList<>()));
    for (long seed : made.seeds) {
      List<List<Outcome>> repeats =
          List.copyOf(
              outcomes.stream()
                  .filter(one -> one.seed() == seed)
                  .collect(
                      Collectors.groupingBy(Outcome::repeat, TreeMap::new, Collectors.toList()))
                  .values());
      List<Function<List<Prediction>, Function<int[], double[]>>> measured =
          repeats.stream()
              .map(ofRepeat -> measures.of(outcomes.get(0).classes(), all(ofRepeat), patients))
              .toList();
      for (int pool = 0; pool < made.pools.size(); pool++) {
        List<Function<int[], double[]>> ofRepeats = new ArrayList<>();
        for (int repeat = 0; repeat < repeats.size(); repeat++) {
          ofRepeats.add(
              measured
                  .get(repeat)
                  .apply(made.predictions(made.pools.get(pool), repeats.get(repeat))));
        }
        made.values.get(pool).add(mean(ofRepeats));
      }
    }
    return made;
  }

  private static List<Prediction> all(List<Outcome> outcomes) {
    return inOrder(
        outcomes.stream()
            .flatMap(one -> one.predictions().stream())
            .filter(one -> one.part() != Part.TRAINING));
  }

  /** The mean over the repeats, each of which tests the same patients. */
  private static Function<int[], double[]> mean(List<Function<int[], double[]>> ofRepeats) {
    if (ofRepeats.size() == 1) {
      return ofRepeats.get(0);
    }
    return weights -> {
      double[] mean = ofRepeats.get(0).apply(weights).clone();
      for (int repeat = 1; repeat < ofRepeats.size(); repeat++) {
        double[] values = ofRepeats.get(repeat).apply(weights);
        Arrays.setAll(mean, i -> mean[i] + values[i]);
      }
      Arrays.setAll(mean, i -> mean[i] / ofRepeats.size());
      return mean;
    };
  }

  private List<Prediction> predictions(Pool pool, List<Outcome> ofRepeat) {
    return inOrder(
        ofRepeat.stream()
            .filter(one -> pool.model.isEmpty() || pool.model.equals(models.get(one)))
            .flatMap(one -> one.part(pool.part).stream())
            .filter(one -> domain(one).equals(pool.domain)));
  }

  /** Sorted, so that sums do not depend on the order in which predictions were stored. */
  static List<Prediction> inOrder(Stream<Prediction> predictions) {
    return predictions.sorted(ORDER).toList();
  }

  private List<String> domains(List<Outcome> outcomes, Part part) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.part(part).stream().map(this::domain))
        .distinct()
        .sorted(SampleField.ORDER)
        .toList();
  }

  private String domain(Prediction prediction) {
    String domain = prediction.domain();
    return domain == null ? "unknown " + field : domain;
  }

  /** What each outcome's model did not see, or saw alone; nothing where models saw the same. */
  private Map<Outcome, String> models(List<Outcome> outcomes) {
    for (Part lone : List.of(Part.TEST, Part.SEEN)) {
      Part other = lone == Part.TEST ? Part.SEEN : Part.TEST;
      Map<Outcome, String> named = new IdentityHashMap<>();
      for (Outcome outcome : outcomes) {
        List<String> one = domains(List.of(outcome), lone);
        List<String> others = domains(List.of(outcome), other);
        if (one.size() == 1 && !others.isEmpty() && !others.contains(one.get(0))) {
          named.put(outcome, one.get(0));
        }
      }
      if (named.size() == outcomes.size()) {
        return named;
      }
    }
    return Map.of();
  }

  /** Whose values the domains are. */
  SampleField field() {
    return field;
  }

  /** Whether another variant's are of the same domains and models. */
  boolean isLike(StudyPools other) {
    return pools.equals(other.pools);
  }

  /** In the order of the outcomes. */
  List<Long> seeds() {
    return seeds;
  }

  /** Those of the test predictions, in their order. */
  List<String> domains() {
    return domains;
  }

  /** The places of the pools of a domain, one for each model whose part of this name has it. */
  int[] byModel(Part part, int domain) {
    int[] ofModels = places(part, domain, false);
    return part == Part.TEST && ofModels.length == 0 ? places(part, domain, true) : ofModels;
  }

  private int[] places(Part part, int domain, boolean ofAllModels) {
    return IntStream.range(0, pools.size())
        .filter(
            place ->
                pools.get(place).part == part
                    && pools.get(place).domain.equals(domains.get(domain))
                    && pools.get(place).model.isEmpty() == ofAllModels)
        .toArray();
  }

  /**
   * Every measure of every pool; first come those of all test predictions of each domain.
   *
   * @param weights how often each patient counts
   * @return by pool, seed and measure; NaN where undefined
   */
  double[][][] values(int[] weights) {
    return values.stream()
        .map(
            ofSeeds ->
                ofSeeds.stream().map(measure -> measure.apply(weights)).toArray(double[][]::new))
        .toArray(double[][][]::new);
  }
}
