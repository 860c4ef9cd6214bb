package org.parfocal.learning.internal.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ClassActivation;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Objective;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.RowBuffer;

/** An encoder with an objective: during the training, and as what comes out of it. */
public final class FittedModel implements TrainedModel {
  public final Encoder encoder;
  public final Objective objective;
  public final ModelDescription description;
  private final RowBuffer inferred;
  private boolean closed;

  public FittedModel(Encoder encoder, Objective objective, ModelDescription description) {
    this.encoder = encoder;
    this.objective = objective;
    this.description = description;
    objective.train(false);
    this.inferred = new RowBuffer(encoder.embeddingSize());
  }

  @Override
  public List<Output> predict(List<Sample> samples) {
    if (samples.isEmpty()) {
      return List.of();
    }
    float[][] raw = new float[samples.size()][];
    Inference inference = objective.infer(samples, embeddings(samples, raw));
    float[] values = probabilities(inference, samples.size());
    INDArray own = inference.representation();
    List<float[]> representations = own == null ? Arrays.asList(raw) : Encoder.vectors(own);
    int classes = description.classes();
    List<Output> outputs = new ArrayList<>(samples.size());
    for (int row = 0; row < samples.size(); row++) {
      outputs.add(
          new Output(
              normalised(values, row * classes, classes, samples.get(row)),
              representations.get(row)));
    }
    return outputs;
  }

  @Override
  public Optional<String> missing(Sample sample) {
    return objective.missing(sample);
  }

  /** Class probabilities of samples as the objective gives them, row-major. */
  public float[] probabilities(List<Sample> samples) {
    return probabilities(
        objective.infer(samples, embeddings(samples, new float[samples.size()][])), samples.size());
  }

  /** What the objective has to say of held-out samples. */
  public Map<String, Double> observe(List<Sample> samples) {
    return samples.isEmpty()
        ? Map.of()
        : objective.observe(samples, embeddings(samples, new float[samples.size()][]));
  }

  @Override
  public Optional<ClassActivation> classActivation(Sample sample, int label) {
    INDArray embedding = embeddings(List.of(sample), new float[1][]);
    Optional<float[]> gradient = objective.logitGradient(sample, embedding, label);
    if (gradient.isEmpty()) {
      return Optional.empty();
    }
    float[] weights = gradient.get().clone();
    encoder.chain(weights);
    return encoder.featureMaps(sample).map(maps -> weighed(maps, weights));
  }

  private static ClassActivation weighed(INDArray maps, float[] weights) {
    try (maps) {
      int height = Math.toIntExact(maps.size(1));
      int width = Math.toIntExact(maps.size(2));
      float[] activations = FloatTensors.read(maps);
      float[] values = new float[height * width];
      for (int place = 0; place < values.length; place++) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += (double) weights[k] * activations[place * weights.length + k];
        }
        values[place] = (float) Math.max(0, sum / values.length);
      }
      return new ClassActivation(height, width, values);
    }
  }

  /** Everything that training changes, by names that are unique over encoder and objective. */
  public Map<String, StateTensor> state() {
    Map<String, StateTensor> state = new LinkedHashMap<>();
    encoder.state().forEach((name, tensor) -> state.put("backbone/" + name, tensor));
    StateTensor.of(objective.state()).forEach((name, tensor) -> state.put("head/" + name, tensor));
    return state;
  }

  /** What the next step depends on beside {@link #state}; empty if that cannot be told. */
  public Optional<TrainingMemory> memory() {
    return encoder
        .memory()
        .map(
            backbone -> {
              TrainingMemory all = new TrainingMemory();
              all.add("backbone/", backbone);
              all.add("head/", TrainingMemory.of(objective));
              return all;
            });
  }

  /** Goes on where another model of the same kind stood. */
  public void restore(TrainingMemory memory) {
    encoder.restore(memory.behind("backbone/"));
    memory.behind("head/").restore(objective);
  }

  @Override
  public void save(Path directory) {
    ModelFiles.save(this, directory);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      inferred.close();
      objective.close();
      encoder.close();
    }
  }

  /** Embeddings as the objective is to see them; puts the raw ones into {@code raw}. */
  private INDArray embeddings(List<Sample> samples, float[][] raw) {
    int length = encoder.embeddingSize();
    float[] values = new float[Math.multiplyExact(samples.size(), length)];
    encoder.encode(
        samples,
        (rows, embeddings, some) -> {
          float[] read = FloatTensors.read(embeddings);
          for (int index = 0; index < rows.size(); index++) {
            int row = rows.get(index);
            System.arraycopy(read, index * length, values, row * length, length);
            raw[row] = some.get(index);
          }
        });
    return inferred.rows(samples.size(), values);
  }

  private float[] probabilities(Inference inference, int rows) {
    float[] values = FloatTensors.read(inference.probabilities());
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
