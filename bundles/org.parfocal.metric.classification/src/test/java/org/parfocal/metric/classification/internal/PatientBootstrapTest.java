package org.parfocal.metric.classification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parfocal.metric.classification.internal.PatientBootstrap.Interval;

class PatientBootstrapTest {
  @Test
  void interpolatesQuantilesAsNumpyDoes() {
    // numpy.percentile([10, 7, 4, 3, 2, 1], 50) → 3.5 (its documentation); 2.5 % and 97.5 % by
    // hand: positions 0.125 and 4.875 of 0 to 5.
    double[] sorted = {1, 2, 3, 4, 7, 10};
    assertThat(PatientBootstrap.quantile(sorted, 0.5)).isEqualTo(3.5);
    assertThat(PatientBootstrap.quantile(sorted, 0.025)).isEqualTo(1.125, within(1e-12));
    assertThat(PatientBootstrap.quantile(sorted, 0.975)).isEqualTo(7 + 0.875 * 3, within(1e-12));
    assertThat(PatientBootstrap.quantile(new double[] {4}, 0.975)).isEqualTo(4);
  }

  @Test
  void weighsPatientsAsIfTheirImagesWereRepeated() {
    Random random = new Random(4);
    for (int round = 0; round < 50; round++) {
      int patients = 2 + random.nextInt(6);
      int classes = 2 + random.nextInt(2);
      Cases cases = cases(random, patients, classes, 40);
      int[] weights = new int[patients];
      for (int i = 0; i < patients; i++) {
        weights[random.nextInt(patients)]++;
      }
      Cases repeated = repeated(cases, weights);
      List<Measure> measures = Measure.of(cases);
      List<Measure> expected = Measure.of(repeated);
      for (int m = 0; m < measures.size(); m++) {
        assertThat(measures.get(m).value().applyAsDouble(weights))
            .as(measures.get(m).name())
            .isEqualTo(expected.get(m).value().applyAsDouble(repeated.once()), within(1e-12));
      }
    }
  }

  @Test
  void ranksAsCountingPairsDoes() {
    Random random = new Random(6);
    for (int round = 0; round < 100; round++) {
      Cases cases = cases(random, 5, 2, 30);
      double won = 0;
      int pairs = 0;
      for (int i = 0; i < 30; i++) {
        for (int j = 0; j < 30; j++) {
          if (cases.label()[i] == 1 && cases.label()[j] == 0) {
            pairs++;
            int order = Double.compare(cases.probability()[1][i], cases.probability()[1][j]);
            won += order > 0 ? 1 : order == 0 ? 0.5 : 0;
          }
        }
      }
      assertThat(RocArea.ofImages(cases).value(cases.once()))
          .isEqualTo(pairs == 0 ? Double.NaN : won / pairs, within(1e-12));
    }
  }

  @Test
  void coversTheTruthAboutAsOftenAsItSays() {
    // 40 patients of 5 images, each image right with the patient's own probability, whose mean is
    // 0.7. Percentile intervals cover a little less than 95 %.
    Random random = new Random(8);
    int covered = 0;
    int studies = 300;
    for (int study = 0; study < studies; study++) {
      double[] rate = random.doubles(40).map(u -> 0.4 + 0.6 * u).toArray();
      int[] right = new int[40];
      for (int patient = 0; patient < 40; patient++) {
        for (int image = 0; image < 5; image++) {
          right[patient] += random.nextDouble() < rate[patient] ? 1 : 0;
        }
      }
      Interval interval =
          new PatientBootstrap(200, study)
              .intervals(List.of(measure(weights -> share(right, weights))), 40)
              .get(0);
      covered += interval.low() <= 0.7 && 0.7 <= interval.high() ? 1 : 0;
    }
    assertThat((double) covered / studies).isBetween(0.89, 0.98);
  }

  private static double share(int[] right, int[] weights) {
    double sum = 0;
    for (int patient = 0; patient < right.length; patient++) {
      sum += weights[patient] * right[patient];
    }
    return sum / (5 * right.length);
  }

  @Test
  void isMadeOfTheDrawsOfItsSeed() {
    double[] value = {0.1, 0.5, 0.7};
    int draws = 20;
    SplittableRandom random = new SplittableRandom(99);
    double[] means =
        IntStream.range(0, draws)
            .mapToDouble(
                draw -> IntStream.range(0, 3).mapToDouble(i -> value[random.nextInt(3)]).sum() / 3)
            .sorted()
            .toArray();
    Interval interval =
        new PatientBootstrap(draws, 99)
            .intervals(
                List.of(measure(w -> (w[0] * value[0] + w[1] * value[1] + w[2] * value[2]) / 3)), 3)
            .get(0);
    // Positions 0.475 and 18.525 of 0 to 19.
    assertThat(interval.low()).isEqualTo(means[0] + 0.475 * (means[1] - means[0]), within(1e-12));
    assertThat(interval.high())
        .isEqualTo(means[18] + 0.525 * (means[19] - means[18]), within(1e-12));
    assertThat(interval.note()).isEqualTo("20 draws of 3 patients, seed 99");
  }

  @Test
  void givesNoIntervalWhereThereIsNone() {
    List<Measure> measures = List.of(measure(weights -> Double.NaN));
    assertThat(new PatientBootstrap(10, 1).intervals(measures, 3).get(0).note())
        .isEqualTo("undefined in all draws");
    assertThat(new PatientBootstrap(0, 1).intervals(measures, 3).get(0).low()).isNaN();
    assertThat(new PatientBootstrap(10, 1).intervals(measures, 1).get(0).high()).isNaN();
  }

  private static Measure measure(ToDoubleFunction<int[]> value) {
    return new Measure("m", false, true, value, "", "");
  }

  private static Cases cases(Random random, int patients, int classes, int images) {
    int[] patient = new int[images];
    int[] label = new int[images];
    int[] decided = new int[images];
    double[][] probability = new double[classes][images];
    List<String> names = IntStream.range(0, patients).mapToObj(i -> "p" + i).toList();
    for (int i = 0; i < images; i++) {
      patient[i] = i < patients ? i : random.nextInt(patients);
      label[i] = patient[i] % classes;
      decided[i] = random.nextInt(classes);
      for (int c = 0; c < classes; c++) {
        probability[c][i] = random.nextInt(8) / 8.0;
      }
    }
    return new Cases(
        List.of("a", "b", "c").subList(0, classes), names, 0, patient, label, decided, probability);
  }

  private static Cases repeated(Cases cases, int[] weights) {
    List<Integer> images = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    int copies = 0;
    for (int p = 0; p < weights.length; p++) {
      for (int copy = 0; copy < weights[p]; copy++) {
        for (int i = 0; i < cases.images(); i++) {
          if (cases.patient()[i] == p) {
            images.add(i);
            owners.add(copies);
          }
        }
        copies++;
      }
    }
    int[] chosen = images.stream().mapToInt(Integer::intValue).toArray();
    double[][] probability = new double[cases.classes().size()][];
    for (int c = 0; c < probability.length; c++) {
      double[] ofClass = cases.probability()[c];
      probability[c] = IntStream.of(chosen).mapToDouble(i -> ofClass[i]).toArray();
    }
    return new Cases(
        cases.classes(),
        IntStream.range(0, copies).mapToObj(i -> "p" + i).toList(),
        0,
        owners.stream().mapToInt(Integer::intValue).toArray(),
        IntStream.of(chosen).map(i -> cases.label()[i]).toArray(),
        IntStream.of(chosen).map(i -> cases.decided()[i]).toArray(),
        probability);
  }
}
