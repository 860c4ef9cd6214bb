package org.parfocal.core.internal.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.parfocal.api.Fold;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Part;
import org.parfocal.api.PluginException;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainedModel.Output;
import org.parfocal.api.TrainingSet;
import org.parfocal.core.StudyParts;
import org.parfocal.core.Variant;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.EmbeddingFile;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.PredictionFile;

/** The work of a job proper: fit, predict, store. */
final class JobWork {
  /**
   * Order of the rows in {@code predictions.csv} and {@code embeddings.npy}. Training samples are
   * predicted as they are, without what the augmentation made of them: metrics that fit something
   * to the embeddings may only fit it to these.
   */
  private static final List<Part> PREDICTED =
      List.of(Part.TEST, Part.SEEN, Part.VALIDATION, Part.TRAINING);

  private final Disk disk;
  private final StudyParts parts;
  private final JobFolder folder;
  private final RunningJob running;

  JobWork(Disk disk, StudyParts parts, JobFolder folder, RunningJob running) {
    this.disk = disk;
    this.parts = parts;
    this.folder = folder;
    this.running = running;
  }

  void execute(Variant variant, Fold fold) {
    running.checkCancelled();
    TrainingSet training = parts.augmentation(variant).prepare(fold, running);
    requireNoLeak(training, fold);
    running.checkCancelled();
    ModelStrategy strategy = parts.model(variant);
    try (TrainedModel model = strategy.fit(training, fold.validation(), running)) {
      running.checkCancelled();
      predict(model, fold);
      running.checkCancelled();
      save(model);
    }
    running.predicting(1, "stored");
  }

  /** A training draw may hold made-up samples, but none of a patient who is tested. */
  private static void requireNoLeak(TrainingSet training, Fold fold) {
    Set<String> patients =
        training.samples().stream().map(Sample::patient).collect(Collectors.toSet());
    for (Part part : List.of(Part.TEST, Part.VALIDATION)) {
      Set<String> leaked =
          fold.part(part).stream()
              .map(Sample::patient)
              .filter(patients::contains)
              .collect(Collectors.toCollection(TreeSet::new));
      if (!leaked.isEmpty()) {
        throw new PluginException(
            "The augmentation put %s patients into the training draw of fold %s: %s."
                .formatted(
                    part.label(),
                    fold.name(),
                    leaked.stream().limit(5).collect(Collectors.joining(", "))));
      }
    }
  }

  private void predict(TrainedModel model, Fold fold) {
    List<Prediction> predictions = new ArrayList<>();
    List<float[]> embeddings = new ArrayList<>();
    for (Part part : PREDICTED) {
      List<Sample> samples = fold.part(part);
      if (!samples.isEmpty()) {
        running.predicting(
            (double) PREDICTED.indexOf(part) / PREDICTED.size(), "predicting " + part.label());
        List<Output> outputs = model.predict(samples);
        add(fold, part, samples, outputs, predictions, embeddings);
        running.checkCancelled();
      }
    }
    List<String> classes = running.classes();
    disk.write(folder.resolve(JobFolder.PREDICTIONS), PredictionFile.text(predictions, classes));
    if (embeddings.get(0).length > 0) {
      disk.write(folder.resolve(JobFolder.EMBEDDINGS), out -> EmbeddingFile.write(embeddings, out));
    }
  }

  private void add(
      Fold fold,
      Part part,
      List<Sample> samples,
      List<Output> outputs,
      List<Prediction> predictions,
      List<float[]> embeddings) {
    if (outputs.size() != samples.size()) {
      throw new PluginException(
          "The model gave %d predictions for %d samples."
              .formatted(outputs.size(), samples.size()));
    }
    for (int row = 0; row < outputs.size(); row++) {
      Sample sample = samples.get(row);
      Output output = outputs.get(row);
      if (output.probabilities().length != running.classes().size()) {
        throw new PluginException(
            "The model gave sample %s %d probabilities for %d classes."
                .formatted(sample.id(), output.probabilities().length, running.classes().size()));
      }
      if (!embeddings.isEmpty() && embeddings.get(0).length != output.embedding().length) {
        throw new PluginException(
            "The model gave sample %s an embedding of another length.".formatted(sample.id()));
      }
      embeddings.add(output.embedding());
      predictions.add(
          new Prediction(
              fold.name(),
              sample.id(),
              sample.patient(),
              sample.magnification(),
              part,
              sample.label(),
              Prediction.boxed(output.probabilities())));
    }
  }

  private void save(TrainedModel model) {
    Path unfinished = folder.resolve(JobFolder.MODEL + ".partial");
    disk.createDirectories(unfinished);
    model.save(unfinished);
    disk.rename(unfinished, folder.resolve(JobFolder.MODEL));
  }
}
