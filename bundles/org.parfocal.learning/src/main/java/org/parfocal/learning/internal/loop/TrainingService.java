package org.parfocal.learning.internal.loop;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Embedder;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Transform;
import org.parfocal.api.Validation;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Objective;
import org.parfocal.learning.ObjectiveFactory;
import org.parfocal.learning.Training;
import org.parfocal.learning.internal.frozen.FixedEmbeddings;
import org.parfocal.learning.internal.frozen.FrozenEncoder;
import org.parfocal.learning.internal.frozen.GivenBackbone;
import org.parfocal.learning.internal.input.NormalisedImages;
import org.parfocal.learning.internal.input.PixelReader;
import org.parfocal.learning.internal.input.RandomStreams;
import org.parfocal.learning.internal.model.CloseOnFailure;
import org.parfocal.learning.internal.model.Encoder;
import org.parfocal.learning.internal.model.EnsembleModel;
import org.parfocal.learning.internal.model.FittedModel;
import org.parfocal.learning.internal.model.ModelDescription;
import org.parfocal.learning.internal.model.ModelFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a training together, and takes them apart when it fails. */
@Component(
    service = {Training.class, Embedder.class},
    configurationPid = "org.parfocal.learning.training",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "training", name = "training")
@Designate(ocd = TrainingOptions.class, factory = true)
public final class TrainingService implements Training, Embedder {
  private static final Logger WARNINGS = LoggerFactory.getLogger(TrainingService.class);

  private final Hyperparameters settings;
  private final Images images;
  private final Encoders encoders;
  private final @Nullable BackboneProvider backbone;

  /**
   * Made for a study.
   *
   * @param backbone to embed by; trainings are given theirs by the model strategy
   */
  @Activate
  public TrainingService(
      TrainingOptions options,
      @Reference(name = "images") Images images,
      @Reference(name = "transforms") List<Transform> transforms,
      @Reference(name = "backbone", cardinality = ReferenceCardinality.OPTIONAL)
          @Nullable BackboneProvider backbone) {
    this.settings = Hyperparameters.of(options);
    this.images = images;
    this.encoders =
        new Encoders(images, Transform.inOrder(transforms), settings.options().prefetch());
    this.backbone = backbone;
  }

  @Override
  public void check(BackboneProvider backbones) {
    if (settings.options().refit() && !backbones.frozen()) {
      throw new ConfigurationException(
          "training.refit is for frozen backbones, whose head is trained again within seconds; set backbone.frozen to true, or leave training.refit out.");
    }
    settings.scaled(backbones).check(images.size());
  }

  @Override
  public TrainedModel fit(
      BackboneProvider shared,
      ObjectiveFactory objectives,
      TrainingSet training,
      Validation validation,
      JobContext job) {
    BackboneProvider backbones = settings.scaled(shared);
    int count = settings.options().ensemble();
    return EnsembleModel.of(
        count,
        number ->
            fitOne(
                backbones,
                objectives,
                training,
                validation,
                course(job, number),
                EnsembleJob.of(job, number, count)));
  }

  private Course course(JobContext job, int number) {
    return job.refits().isEmpty()
        ? Course.of(settings.options().epochs())
        : Course.of(job.refits().get(number));
  }

  private TrainedModel fitOne(
      BackboneProvider backbones,
      ObjectiveFactory objectives,
      TrainingSet training,
      Validation validation,
      Course course,
      JobContext job) {
    ProgressReport progress = new ProgressReport(job, course);
    backbones.remarks(images.size()).forEach(job::warn);
    try (CloseOnFailure opened = new CloseOnFailure()) {
      Encoder encoder =
          opened.add(encoders.fitted(backbones, objectives, training, validation, job, progress));
      Objective objective =
          opened.add(
              objectives.create(
                  encoder.embeddingSize(),
                  training.classes(),
                  new RandomStreams(job.seed()).seed("objective")));
      FittedModel model =
          new FittedModel(
              encoder, objective, description(backbones, objectives, encoder, training.classes()));
      new TrainingLoop(settings, model, training, validation, job, course, progress).run();
      opened.keep();
      return model;
    }
  }

  @Override
  public TrainedModel load(
      BackboneProvider shared,
      Function<Map<String, String>, ObjectiveFactory> factories,
      Path directory,
      int classes) {
    BackboneProvider backbones = settings.scaled(shared);
    return EnsembleModel.of(
        settings.options().ensemble(),
        number -> loadOne(backbones, factories, EnsembleModel.folder(directory, number), classes));
  }

  private TrainedModel loadOne(
      BackboneProvider backbones,
      Function<Map<String, String>, ObjectiveFactory> factories,
      Path directory,
      int classes) {
    ModelFiles files = ModelFiles.open(directory);
    ObjectiveFactory objectives = factories.apply(files.facts());
    try (CloseOnFailure opened = new CloseOnFailure()) {
      Encoder encoder = opened.add(encoders.loaded(backbones, objectives, files));
      Objective objective =
          opened.add(
              objectives.create(encoder.embeddingSize(), classes, new RandomStreams(0).seed("")));
      FittedModel model =
          new FittedModel(encoder, objective, description(backbones, objectives, encoder, classes));
      files.fill(model);
      opened.keep();
      return model;
    }
  }

  @Override
  public String encoder() {
    return frozenBackbone().identity();
  }

  @Override
  public List<float[]> embed(List<Sample> samples, Path cache, Embedder.Progress progress) {
    BackboneProvider embedding = frozenBackbone();
    embedding.check(images.size());
    try (CloseOnFailure opened = new CloseOnFailure()) {
      PixelReader pixels = opened.add(new PixelReader(images, settings.options().prefetch()));
      FixedEmbeddings embeddings =
          opened.add(
              encoders.embeddings(embedding, pixels, cache, work -> () -> {}, WARNINGS::warn));
      return embeddings.of(samples, progress::embedded);
    }
  }

  private BackboneProvider frozenBackbone() {
    if (backbone == null || backbone instanceof GivenBackbone) {
      throw new ConfigurationException(
          backbone == null
              ? "The study has no backbone to embed by; add one with weights, and set backbone.frozen to true."
              : "The data set gives embeddings already; there are no images to embed.");
    }
    if (!backbone.frozen()) {
      throw new ConfigurationException(
          "The backbone learns, so that each training embeds in another way; give it weights, and set backbone.frozen to true.");
    }
    return backbone;
  }

  private ModelDescription description(
      BackboneProvider backbones, ObjectiveFactory objectives, Encoder encoder, int classes) {
    Images seen = NormalisedImages.of(images, backbones);
    return new ModelDescription(
        classes,
        encoder.embeddingSize(),
        seen.size(),
        seen.mean(),
        seen.deviation(),
        backbones.frozen() ? backbones.identity() : "",
        objectives.facts(),
        encoder instanceof FrozenEncoder frozen ? frozen.standardisation() : null);
  }
}
