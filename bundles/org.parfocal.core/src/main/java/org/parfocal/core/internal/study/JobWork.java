package org.parfocal.core.internal.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
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
  private final PixelGuard guard;
  private final JobFolder folder;
  private final RunningJob running;

  JobWork(Disk disk, StudyParts parts, PixelGuard guard, JobFolder folder, RunningJob running) {
    this.disk = disk;
    this.parts = parts;
    this.guard = guard;
    this.folder = folder;
    this.running = running;
  }

  void execute(Variant variant, Dataset dataset, Fold fold) {
    running.checkCancelled();
    try (TrainedModel model = fit(variant, new DeclaredSamples(dataset, fold), fold)) {
      running.checkCancelled();
      predict(model, fold);
      running.checkCancelled();
      save(model);
    }
    running.predicting(1, "stored");
  }

  /** The only time in which anything is learnt: no pixels but those of the fold can be read. */
  private TrainedModel fit(Variant variant, DeclaredSamples declared, Fold fold) {
    try (PixelGuard.Training training = guard.training(fold)) {
      TrainingSet augmented = TrainingSet.of(fold.training(), running.classes().size());
      for (AugmentationStrategy augmentation : parts.augmentations(variant)) {
        augmented = declared.checked(augmentation.prepare(augmented, running));
        running.checkCancelled();
      }
      return parts.model(variant).fit(augmented, fold.validation(), running);
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
              fold.field().value(sample),
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
