package org.parfocal.learning.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.Objective;

/** An encoder with an objective: during the training, and as what comes out of it. */
final class FittedModel implements TrainedModel {
  final Encoder encoder;
  final Objective objective;
  final ModelDescription description;
  private boolean closed;

  FittedModel(Encoder encoder, Objective objective, ModelDescription description) {
    this.encoder = encoder;
    this.objective = objective;
    this.description = description;
  }

  @Override
  public List<Output> predict(List<Sample> samples) {
    List<Output> outputs = new ArrayList<>(samples.size());
    int classes = description.classes();
    encoder.encode(
        samples,
        (first, embeddings, raw) -> {
          float[] values = probabilities(embeddings, raw.size());
          for (int row = 0; row < raw.size(); row++) {
            Sample sample = samples.get(first + row);
            outputs.add(
                new Output(normalised(values, row * classes, classes, sample), raw.get(row)));
          }
        });
    return outputs;
  }

  /** Class probabilities of samples as the objective gives them, row-major. */
  float[] probabilities(List<Sample> samples) {
    int classes = description.classes();
    float[] all = new float[samples.size() * classes];
    encoder.encode(
        samples,
        (first, embeddings, raw) -> {
          float[] some = probabilities(embeddings, raw.size());
          System.arraycopy(some, 0, all, first * classes, some.length);
        });
    return all;
  }

  /** Everything that training changes, by names that are unique over encoder and objective. */
  Map<String, INDArray> tensors() {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    encoder.tensors().forEach((name, tensor) -> tensors.put("backbone/" + name, tensor));
    objective.tensors().forEach((name, tensor) -> tensors.put("head/" + name, tensor));
    return tensors;
  }

  @Override
  public void save(Path directory) {
    ModelFiles.save(this, directory);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      objective.close();
      encoder.close();
    }
  }

  private float[] probabilities(INDArray embeddings, int rows) {
    float[] values = FloatTensors.read(objective.probabilities(embeddings));
    if (values.length != rows * description.classes()) {
      throw new PluginException(
          "The model gave %d probabilities for %d images of %d classes."
              .formatted(values.length, rows, description.classes()));
    }
    return values;
  }

  private static double[] normalised(float[] values, int start, int classes, Sample sample) {
    double[] row = new double[classes];
    for (int k = 0; k < classes; k++) {
      row[k] = values[start + k];
    }
    double sum = Arrays.stream(row).sum();
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new PluginException(
          "The model gave no usable probabilities for "
              + sample.image().description()
              + ": "
              + Arrays.toString(row)
              + ".");
    }
    for (int k = 0; k < classes; k++) {
      row[k] /= sum;
    }
    return row;
  }
}
