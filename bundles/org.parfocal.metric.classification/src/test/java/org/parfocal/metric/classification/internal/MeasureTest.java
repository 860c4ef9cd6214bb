package org.parfocal.metric.classification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasureTest {
  @Test
  void weighsPatientsAsIfTheirImagesWereRepeated() {
    Random random = new Random(4);
    for (int round = 0; round < 50; round++) {
      int patients = 2 + random.nextInt(6);
      int classes = 2 + random.nextInt(2);
      PredictionArrays arrays = arrays(random, patients, classes, 40);
      int[] weights = new int[patients];
      for (int i = 0; i < patients; i++) {
        weights[random.nextInt(patients)]++;
      }
      PredictionArrays repeated = repeated(arrays, weights);
      List<Measure> measures = Measure.of(arrays);
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
      PredictionArrays arrays = arrays(random, 5, 2, 30);
      double won = 0;
      int pairs = 0;
      for (int i = 0; i < 30; i++) {
        for (int j = 0; j < 30; j++) {
          if (arrays.label()[i] == 1 && arrays.label()[j] == 0) {
            pairs++;
            int order = Double.compare(arrays.probability()[1][i], arrays.probability()[1][j]);
            won += order > 0 ? 1 : order == 0 ? 0.5 : 0;
          }
        }
      }
      assertThat(arrays.rocArea().value(arrays.once()))
          .isEqualTo(pairs == 0 ? Double.NaN : won / pairs, within(1e-12));
    }
  }

  private static PredictionArrays arrays(Random random, int patients, int classes, int images) {
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
    return new PredictionArrays(
        List.of("a", "b", "c").subList(0, classes), names, 0, patient, label, decided, probability);
  }

  private static PredictionArrays repeated(PredictionArrays arrays, int[] weights) {
    List<Integer> images = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    int copies = 0;
    for (int p = 0; p < weights.length; p++) {
      for (int copy = 0; copy < weights[p]; copy++) {
        for (int i = 0; i < arrays.images(); i++) {
          if (arrays.patient()[i] == p) {
            images.add(i);
            owners.add(copies);
          }
        }
        copies++;
      }
    }
    int[] chosen = images.stream().mapToInt(Integer::intValue).toArray();
    double[][] probability = new double[arrays.classes().size()][];
    for (int c = 0; c < probability.length; c++) {
      double[] ofClass = arrays.probability()[c];
      probability[c] = IntStream.of(chosen).mapToDouble(i -> ofClass[i]).toArray();
    }
    return new PredictionArrays(
        arrays.classes(),
        IntStream.range(0, copies).mapToObj(i -> "p" + i).toList(),
        0,
        owners.stream().mapToInt(Integer::intValue).toArray(),
        IntStream.of(chosen).map(i -> arrays.label()[i]).toArray(),
        IntStream.of(chosen).map(i -> arrays.decided()[i]).toArray(),
        probability);
  }
}
