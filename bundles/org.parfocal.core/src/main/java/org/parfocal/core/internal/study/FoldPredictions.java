package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.Fold;
import org.parfocal.api.Part;
import org.parfocal.api.PluginException;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sample;
import org.parfocal.api.Stretch;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainedModel.Output;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.EmbeddingFile;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.PredictionFile;
import org.parfocal.core.internal.store.SampleFile;

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

  /**
   * Predicts all parts of a fold.
   *
   * @param validated whose probabilities are those of the validation samples; nothing if the
   *     model's own are. Embeddings are the model's, so that those of all parts can be compared
   */
  static FoldPredictions of(TrainedModel model, Fold fold, List<Output> validated, RunningJob job) {
    FoldPredictions predicted = new FoldPredictions(fold, job.classes());
    Stretch stretch =
        new Stretch(
            "prediction", PREDICTED.stream().mapToLong(part -> fold.part(part).size()).sum());
    long done = 0;
    job.goesOn(stretch, done);
    for (Part part : PREDICTED) {
      List<Sample> samples = fold.part(part);
      if (!samples.isEmpty()) {
        job.predicting(
            (double) PREDICTED.indexOf(part) / PREDICTED.size(), "predicting " + part.label());
        List<Output> outputs = of(model, samples, job);
        predicted.add(
            part,
            samples,
            part == Part.VALIDATION && !validated.isEmpty() ? judged(outputs, validated) : outputs);
        done += job.predicted(samples.size());
        job.goesOn(stretch, done);
        job.checkCancelled();
      }
    }
    return predicted;
  }

  /** What a model says of samples; of some in the place of all where that is enough. */
  static List<Output> of(TrainedModel model, List<Sample> samples, RunningJob job) {
    List<Sample> asked = samples.subList(0, job.predicted(samples.size()));
    return repeated(asked, model.predict(asked), samples.size());
  }

  /** Other probabilities beside the embeddings. */
  private static List<Output> judged(List<Output> outputs, List<Output> by) {
    if (by.size() != outputs.size()) {
      throw new PluginException(
          "The model gave %d predictions for %d samples.".formatted(by.size(), outputs.size()));
    }
    return IntStream.range(0, outputs.size())
        .mapToObj(row -> new Output(by.get(row).probabilities(), outputs.get(row).embedding()))
        .toList();
  }

  /** Outputs of some samples for all, in turn. */
  private static List<Output> repeated(List<Sample> asked, List<Output> outputs, int samples) {
    return outputs.size() != asked.size() || asked.size() == samples
        ? outputs
        : IntStream.range(0, samples).mapToObj(row -> outputs.get(row % asked.size())).toList();
  }

  void write(Disk disk, JobFolder folder) {
    disk.writeUnsynced(
        folder.resolve(JobFolder.PREDICTIONS), PredictionFile.text(predictions, classes));
    disk.writeUnsynced(
        folder.resolve(JobFolder.SAMPLES),
        SampleFile.text(Stream.concat(fold.test().stream(), fold.seen().stream()).toList()));
    if (embeddings.get(0).length > 0) {
      disk.writeUnsynced(
          folder.resolve(JobFolder.EMBEDDINGS), out -> EmbeddingFile.write(embeddings, out));
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
