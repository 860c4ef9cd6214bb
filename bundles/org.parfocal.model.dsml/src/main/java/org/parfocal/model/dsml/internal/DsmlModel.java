package org.parfocal.model.dsml.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Branches;
import org.parfocal.learning.Objective;
import org.parfocal.learning.ObjectiveFactory;
import org.parfocal.learning.Training;

/**
 * DSML: fuses pyramids of magnifications and makes the classifications of one place at different
 * magnifications alike (Diao et al. 2023, IEEE JBHI 27(3)). Re-implemented from the abstract: the
 * loss, the fusion and the inference rule are our reconstruction.
 */
@Component(
    service = ModelStrategy.class,
    configurationPid = "org.parfocal.model.dsml",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "dsml")
@Designate(ocd = DsmlOptions.class, factory = true)
public final class DsmlModel implements ModelStrategy {
  private final DsmlOptions options;
  private final BackboneProvider backbones;
  private final Training training;
  private final Images images;

  @Activate
  public DsmlModel(
      DsmlOptions options,
      @Reference(name = "backbone") BackboneProvider backbones,
      @Reference(name = "training") Training training,
      @Reference(name = "images") Images images) {
    if (options.fusion() == DsmlOptions.Fusing.CONCATENATE
        && options.inference() == DsmlOptions.Scored.PYRAMID
        && options.fused_weight() == 0) {
      throw new ConfigurationException(
          "model.fused-weight must be above 0 where model.fusion is concatenate and model.inference"
              + " is pyramid: otherwise nothing would train the fused classifier.");
    }
    this.options = options;
    this.backbones = backbones;
    this.training = training;
    this.images = images;
  }

  @Override
  public void check() {
    training.check(backbones);
  }

  @Override
  public List<String> remarks() {
    return options.views() == 0 || backbones.mayGiveMaps()
        ? List.of()
        : List.of(
            "The views of dsml have no class activations: embeddings that were made elsewhere have no feature maps.");
  }

  @Override
  public TrainedModel fit(TrainingSet samples, Validation validation, JobContext job) {
    requireSomethingToCompare();
    Scales scales = Scales.learn(samples);
    TrainedModel model =
        training.fit(backbones, objectives(options, scales), samples, validation, job);
    try {
      if (options.views() > 0) {
        Views views = new Views(images, scales, options.views(), backbones.mayGiveMaps());
        validation.open(
            seen -> {
              if (!seen.isEmpty()) {
                views.write(model, seen, job);
              }
              return seen.size();
            });
      }
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    return options.inference() == DsmlOptions.Scored.PYRAMID
        ? new PyramidModel(model, scales, options.fusion().leastTogether(scales), job::warn)
        : model;
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return training.load(
        backbones, facts -> objectives(options, Scales.of(facts)), directory, classes);
  }

  /** Objectives for the magnifications that were drawn. */
  static ObjectiveFactory objectives(DsmlOptions options, Scales scales) {
    return new ObjectiveFactory() {
      @Override
      public Objective create(int embeddingSize, int classes, long seed) {
        return new DsmlObjective(options, scales, embeddingSize, classes, seed);
      }

      @Override
      public Map<String, String> facts() {
        return scales.facts();
      }

      @Override
      public Branches branches() {
        return options.branches().of(scales);
      }
    };
  }

  /** A frozen embedding cannot follow the similarity of features. */
  private void requireSomethingToCompare() {
    if (options.similarity() == DsmlOptions.Compared.FEATURE
        && options.lambda() > 0
        && options.projection() == 0
        && backbones.frozen()) {
      throw new ConfigurationException(
          "model.similarity: feature cannot change the embeddings of a frozen backbone; set"
              + " model.projection to the length of a trainable projection, for example 32.");
    }
  }
}
