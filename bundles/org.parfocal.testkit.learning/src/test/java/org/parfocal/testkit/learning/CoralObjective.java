package org.parfocal.testkit.learning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.nn.CrossEntropyLoss;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Softmax;
import org.parfocal.nn.ValueAndGradient;

/**
 * Deep CORAL (Sun and Saenko 2016), as an author outside of this project would write it: the
 * cross-entropy of a linear head, plus weight/(4d²)·‖C_a − C_b‖² for every two magnifications a and
 * b of the batch, C being the covariance of their embeddings.
 */
final class CoralObjective implements Objective {
  private final double weight;
  private final Linear head;
  private final CrossEntropyLoss crossEntropy;
  private final Softmax softmax = new Softmax();
  private final RowBuffer gradients;

  CoralObjective(int embeddingSize, int classes, double weight, long seed) {
    this.weight = weight;
    head = new Linear(embeddingSize, classes, seed);
    crossEntropy = new CrossEntropyLoss(classes);
    gradients = new RowBuffer(embeddingSize);
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("classifier", head);
    parts.put("cross-entropy", crossEntropy);
    parts.put("softmax", softmax);
    parts.put("gradients", gradients);
    return parts;
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    ValueAndGradient loss = crossEntropy.evaluate(head.forward(embeddings), batch.labels());
    float[] gradient = FloatTensors.read(head.backward(loss.gradient()));
    int d = gradients.rowLength();
    double factor = weight / (4.0 * d * d);
    double coral = 0;
    List<String> domains = SampleField.MAGNIFICATION.values(batch.samples());
    for (String a : domains) {
      for (String b : domains.subList(0, domains.indexOf(a))) {
        float[] x = FloatTensors.read(embeddings);
        double[] share = new double[batch.samples().size()];
        centre(x, d, rows(batch, a), 1, share);
        centre(x, d, rows(batch, b), -1, share);
        for (int i = 0; i < d; i++) {
          for (int j = 0; j < d; j++) {
            double difference = 0; // of the covariances: Σ share·x_i·x_j
            for (int row = 0; row < share.length; row++) {
              difference += share[row] * x[row * d + i] * x[row * d + j];
            }
            coral += factor * difference * difference;
            for (int row = 0; row < share.length; row++) {
              double other = share[row] * x[row * d + j]; // [i][j] and [j][i] change alike
              gradient[row * d + i] += (float) (4 * factor * difference * other);
            }
          }
        }
      }
    }
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("cross-entropy", loss.value());
    terms.put("coral", coral);
    return new Loss(terms, gradients.rows(batch.samples().size(), gradient));
  }

  /** Takes the mean off these rows, and gives each its share in the covariance. */
  private static void centre(float[] x, int d, int[] rows, double sign, double[] share) {
    for (int row : rows) {
      share[row] = sign / (rows.length - 1);
    }
    for (int k = 0; k < d; k++) {
      int column = k;
      double mean = IntStream.of(rows).mapToDouble(row -> x[row * d + column]).average().orElse(0);
      for (int row : rows) {
        x[row * d + k] -= (float) mean;
      }
    }
  }

  private static int[] rows(Batch batch, String magnification) {
    return IntStream.range(0, batch.samples().size())
        .filter(row -> magnification.equals(batch.samples().get(row).magnification()))
        .toArray();
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    return Inference.of(softmax.forward(head.forward(embeddings)));
  }
}
