package ${package};

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Cross-entropy of a linear head + weight · Σ ‖m_a − m‖², with the mean m_a of the embeddings of each
 * magnification a in the batch, and the mean m of these means.
 */
final class AlignmentObjective implements Objective {
  private final double weight;
  private final Linear head;
  private final CrossEntropyLoss crossEntropy;
  private final Softmax softmax = new Softmax();
  private final RowBuffer gradients;

  AlignmentObjective(double weight, int embeddingSize, int classes, long seed) {
    this.weight = weight;
    head = new Linear(embeddingSize, classes, seed);
    crossEntropy = new CrossEntropyLoss(classes);
    gradients = new RowBuffer(embeddingSize);
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>(Map.of("classifier", head)); // in this order
    parts.put("cross-entropy", crossEntropy);
    parts.put("softmax", softmax);
    parts.put("gradients", gradients);
    return parts;
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    ValueAndGradient loss = crossEntropy.evaluate(head.forward(embeddings), batch.labels());
    float[] gradient = FloatTensors.read(head.backward(loss.gradient()));
    Map<String, Double> terms = new LinkedHashMap<>(Map.of("cross-entropy", loss.value()));
    terms.put("alignment", align(batch.samples(), FloatTensors.read(embeddings), gradient));
    return new Loss(terms, gradients.rows(batch.samples().size(), gradient));
  }

  /** The second term; adds its gradient, 2 · weight · (m_a − m) / n_a for each of n_a rows. */
  private double align(List<Sample> samples, float[] x, float[] gradient) {
    List<String> domains = SampleField.MAGNIFICATION.values(samples);
    int[] domain = samples.stream().mapToInt(one -> domains.indexOf(one.magnification())).toArray();
    int d = gradients.rowLength();
    double sum = 0;
    for (int k = 0; k < d; k++) {
      double[] means = new double[domains.size()];
      int[] counts = new int[domains.size()];
      for (int row = 0; row < domain.length; row++) {
        means[domain[row]] += (x[row * d + k] - means[domain[row]]) / ++counts[domain[row]];
      }
      for (int row = 0; row < domain.length; row++) {
        double distance = means[domain[row]] - Arrays.stream(means).average().orElse(0);
        sum += weight * distance * distance / counts[domain[row]];
        gradient[row * d + k] += (float) (2 * weight * distance / counts[domain[row]]);
      }
    }
    return sum;
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    return Inference.of(softmax.forward(head.forward(embeddings)));
  }
}
