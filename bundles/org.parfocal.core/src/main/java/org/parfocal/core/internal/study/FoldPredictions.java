package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.Fold;
import org.parfocal.api.Part;
import org.parfocal.api.PluginException;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainedModel.Output;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.EmbeddingFile;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.PredictionFile;

/** What a model says of the samples of a fold, checked before it is stored. */
final class FoldPredictions {
  /**
   * Order of the rows in {@code predictions.csv} and {@code embeddings.npy}. Training samples are
   * predicted as they are, without what the augmentation made of them: metrics that fit something
   * to the embeddings may only fit it to these.
   */
  private static final List<Part> PREDICTED =
      List.of(Part.TEST, Part.SEEN, Part.VALIDATION, Part.TRAINING);

  private final Fold fold;
  private final List<String> classes;
  private final List<Prediction> predictions = new ArrayList<>();
  private final List<float[]> embeddings = new ArrayList<>();

  private FoldPredictions(Fold fold, List<String> classes) {
    this.fold = fold;
    this.classes = classes;
  }

  /** Predicts all parts of a fold. */
  static FoldPredictions of(TrainedModel model, Fold fold, RunningJob job) {
    FoldPredictions predicted = new FoldPredictions(fold, job.classes());
    for (Part part : PREDICTED) {
      List<Sample> samples = fold.part(part);
      if (!samples.isEmpty()) {
        job.predicting(
            (double) PREDICTED.indexOf(part) / PREDICTED.size(), "predicting " + part.label());
        predicted.add(part, samples, model.predict(samples));
        job.checkCancelled();
      }
    }
    return predicted;
  }

  void write(Disk disk, JobFolder folder) {
    disk.write(folder.resolve(JobFolder.PREDICTIONS), PredictionFile.text(predictions, classes));
    if (embeddings.get(0).length > 0) {
      disk.write(folder.resolve(JobFolder.EMBEDDINGS), out -> EmbeddingFile.write(embeddings, out));
    }
  }

  private void add(Part part, List<Sample> samples, List<Output> outputs) {
    if (outputs.size() != samples.size()) {
      throw new PluginException(
          "The model gave %d predictions for %d samples."
              .formatted(outputs.size(), samples.size()));
    }
    for (int row = 0; row < outputs.size(); row++) {
      Sample sample = samples.get(row);
      Output output = outputs.get(row);
      if (output.probabilities().length != classes.size()) {
        throw new PluginException(
            "The model gave sample %s %d probabilities for %d classes."
                .formatted(sample.id(), output.probabilities().length, classes.size()));
      }
      if (!embeddings.isEmpty() && embeddings.get(0).length != output.embedding().length) {
        throw new PluginException(
            "The model gave sample %s an embedding of another length.".formatted(sample.id()));
      }
      for (float value : output.embedding()) {
        if (!Float.isFinite(value)) {
          throw new PluginException(
              "The model gave sample %s an embedding that holds %s.".formatted(sample.id(), value));
        }
      }
      embeddings.add(output.embedding());
      predictions.add(
          new Prediction(
              fold.name(),
              sample.id(),
              sample.patient(),
              sample.magnification(),
              fold.field().value(sample),
              part,
              sample.label(),
              Prediction.boxed(output.probabilities())));
    }
  }
}
