package org.parfocal.model.dsml.internal;

import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Training;

/**
 * DSML: fuses pyramids of magnifications and draws what is said of one place at different
 * magnifications together (Diao et al. 2023, IEEE JBHI 27(3)). Re-implemented from the abstract:
 * the loss, the fusion and the inference rule are our reconstruction.
 */
@Component(
    service = ModelStrategy.class,
    configurationPid = DsmlModel.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "dsml")
@Designate(ocd = DsmlOptions.class, factory = true)
public final class DsmlModel implements ModelStrategy {
  static final String PID = "org.parfocal.model.dsml";

  private final DsmlSettings settings;
  private final BackboneProvider backbones;
  private final Training training;
  private final Images images;

  @Activate
  public DsmlModel(
      DsmlOptions options,
      @Reference(name = "backbone") BackboneProvider backbones,
      @Reference(name = "training") Training training,
      @Reference(name = "images") Images images) {
    this.settings = DsmlSettings.of(options);
    this.backbones = backbones;
    this.training = training;
    this.images = images;
  }

  @Override
  public TrainedModel fit(TrainingSet samples, List<Sample> validation, JobContext job) {
    requireSomethingToCompare();
    Scales scales = Scales.learn(samples);
    TrainedModel model =
        training.fit(backbones, new DsmlFactory(settings, scales), samples, validation, job);
    try {
      if (settings.views() > 0 && !validation.isEmpty()) {
        Views views = new Views(images, scales, settings.views());
        job.validating(
            () -> {
              views.write(model, validation, job);
              return true;
            });
      }
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    return settings.pyramidInference()
        ? new PyramidModel(model, scales, settings.leastTogether(scales), job::warn)
        : model;
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return training.load(
        backbones, facts -> new DsmlFactory(settings, Scales.of(facts)), directory, classes);
  }

  /** A frozen embedding cannot follow the similarity of features. */
  private void requireSomethingToCompare() {
    if (settings.featureSimilarity()
        && settings.lambda() > 0
        && settings.projection() == 0
        && backbones.frozen()) {
      throw new ConfigurationException(
          "model.similarity: feature cannot change the embeddings of a frozen backbone; set"
              + " model.projection to the length of a trainable projection, for example 32.");
    }
  }
}
