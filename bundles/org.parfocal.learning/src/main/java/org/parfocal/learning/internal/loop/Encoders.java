package org.parfocal.learning.internal.loop;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.JobContext.Turn;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Transform;
import org.parfocal.api.Validation;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.ObjectiveFactory;
import org.parfocal.learning.internal.frozen.ContentReader;
import org.parfocal.learning.internal.frozen.EmbeddingCache;
import org.parfocal.learning.internal.frozen.EmbeddingsByContent;
import org.parfocal.learning.internal.frozen.FixedEmbeddings;
import org.parfocal.learning.internal.frozen.FrozenEncoder;
import org.parfocal.learning.internal.frozen.GivenBackbone;
import org.parfocal.learning.internal.frozen.GivenEmbeddings;
import org.parfocal.learning.internal.frozen.TransformProbe;
import org.parfocal.learning.internal.input.NormalisedImages;
import org.parfocal.learning.internal.input.PixelReader;
import org.parfocal.learning.internal.input.RandomStreams;
import org.parfocal.learning.internal.model.CloseOnFailure;
import org.parfocal.learning.internal.model.Encoder;
import org.parfocal.learning.internal.model.LearningEncoder;
import org.parfocal.learning.internal.model.ModelFiles;

/**
 * What embeds images in trainings and in their stored models: a backbone that learns, or the
 * embeddings of one that does not.
 *
 * @param images of the study
 * @param transforms of training images
 * @param prefetch images that are decoded ahead
 */
record Encoders(Images images, Transform transforms, int prefetch) {
  /** The encoder of a stored model, whose weights are filled in later. */
  Encoder loaded(BackboneProvider backbones, ObjectiveFactory objectives, ModelFiles files) {
    try (CloseOnFailure opened = new CloseOnFailure()) {
      PixelReader pixels = opened.add(pixels(backbones));
      Encoder encoder =
          backbones.frozen()
              ? FrozenEncoder.of(
                  opened.add(embeddings(backbones, pixels, null, work -> () -> {}, said -> {})),
                  files.standardisation())
              : new LearningEncoder(
                  (size, seed) -> backbones.createEmpty(size),
                  objectives.branches(),
                  pixels,
                  transforms,
                  new RandomStreams(0));
      opened.keep();
      return encoder;
    }
  }

  /**
   * The encoder of a training. A frozen one has embedded what the training and its validation need.
   */
  Encoder fitted(
      BackboneProvider backbones,
      ObjectiveFactory objectives,
      TrainingSet training,
      Validation validation,
      JobContext job,
      ProgressReport progress) {
    RandomStreams streams = new RandomStreams(job.seed());
    try (CloseOnFailure opened = new CloseOnFailure()) {
      PixelReader pixels = opened.add(pixels(backbones));
      Encoder encoder =
          backbones.frozen()
              ? frozen(backbones, pixels, training, validation, job, progress, opened)
              : learning(backbones, objectives, pixels, training, streams);
      opened.keep();
      return encoder;
    }
  }

  private Encoder learning(
      BackboneProvider backbones,
      ObjectiveFactory objectives,
      PixelReader pixels,
      TrainingSet training,
      RandomStreams streams) {
    return new LearningEncoder(
        backbones::create,
        objectives.branches(),
        pixels,
        transforms.fitted(training.samples(), images),
        streams);
  }

  private Encoder frozen(
      BackboneProvider backbones,
      PixelReader pixels,
      TrainingSet training,
      Validation validation,
      JobContext job,
      ProgressReport progress,
      CloseOnFailure opened) {
    if (TransformProbe.changes(transforms.fitted(training.samples().subList(0, 1), images))) {
      job.warn(
          "The backbone is frozen: each image was embedded once, as it is; the transforms had no"
              + " effect.");
    }
    FixedEmbeddings embeddings =
        opened.add(embeddings(backbones, pixels, job.cache(), job::turn, job::warn));
    validation.open(
        samples ->
            embeddings.of(
                Stream.concat(training.samples().stream(), samples.stream()).toList(), progress));
    return FrozenEncoder.fit(embeddings, ProgressReport.heldOut(job), training.samples());
  }

  /**
   * Embeddings of a backbone that does not learn.
   *
   * @param cache where they are kept; null for nowhere
   * @param turns at what is kept there, by the name of the work
   */
  FixedEmbeddings embeddings(
      BackboneProvider backbones,
      PixelReader pixels,
      @Nullable Path cache,
      Function<String, Turn> turns,
      Consumer<String> warnings) {
    if (backbones instanceof GivenBackbone) {
      return new GivenEmbeddings();
    }
    return new EmbeddingsByContent(
        backbones,
        pixels,
        new ContentReader(images, prefetch),
        cache == null
            ? null
            : EmbeddingCache.of(
                cache, backbones.fingerprint(), NormalisedImages.of(images, backbones)),
        turns,
        warnings,
        System::nanoTime);
  }

  private PixelReader pixels(BackboneProvider backbones) {
    return new PixelReader(NormalisedImages.of(images, backbones), prefetch);
  }
}
