package org.parfocal.model.texture.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.Limits;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleForm;
import org.parfocal.api.SamplesAre;
import org.parfocal.api.Stretch;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.statistics.LinearModel;
import org.parfocal.statistics.LogisticRegression;
import org.parfocal.statistics.Standardisation;

/**
 * Logistic regression on {@linkplain Texture texture}: what can be told without a network. It uses
 * neither backbone nor training loop, fits every image of the training set once, whatever the draw,
 * and is the same for every seed.
 */
@Component(
    service = ModelStrategy.class,
    configurationPid = "org.parfocal.model.texture",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "texture")
@Designate(ocd = TextureModel.Options.class, factory = true)
public final class TextureModel implements ModelStrategy {
  private final List<Double> penalties;
  private final Texture texture;
  private final String pixels;

  @ObjectClassDefinition(
      name = "Texture",
      description =
          "Logistic regression on threshold adjacency statistics of red, green and blue (PFTAS,"
              + " Spanhol et al. 2016); needs no backbone")
  @SamplesAre(SampleForm.IMAGES)
  @interface Options {
    @AttributeDefinition(
        description =
            "Weight C of the losses against the penalty ½·‖W‖² of standardised statistics; of several"
                + " the one with the least loss on the validation samples is taken")
    @Limits(above = 0, minItems = 1, maxItems = 32)
    double[] c() default {0.001, 0.01, 0.1, 1};
  }

  /** Makes the strategy. */
  @Activate
  public TextureModel(Options options, @Reference(name = "images") Images images) {
    penalties = Arrays.stream(options.c()).boxed().toList();
    texture = new Texture(images);
    pixels = images.key();
  }

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    List<Sample> samples = training.samples();
    int[] labels = labels(samples);
    if (Arrays.stream(labels).distinct().count() < 2) {
      throw new DatasetException(
          "All training images are of the class %s; logistic regression needs two classes."
              .formatted(job.classes().get(labels[0])));
    }
    double[][] rows = new double[samples.size()][Texture.LENGTH];
    Stretch stretch = new Stretch("texture", rows.length);
    boolean goesOn = job.goesOn(stretch, 0);
    for (int row = 0; row < rows.length && goesOn; row++) {
      job.checkCancelled();
      rows[row] = FittedTexture.doubles(texture.of(samples.get(row)));
      goesOn = job.goesOn(stretch, row + 1);
    }
    Standardisation standardisation = Standardisation.of(rows);
    double[][] standardised = standardisation.apply(rows);
    List<LinearModel> fitted = new ArrayList<>();
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double c : penalties) {
      job.checkCancelled();
      LinearModel model =
          standardisation.unstandardised(
              LogisticRegression.l2(c).fit(standardised, labels, training.classes()));
      double loss = validation.open(held -> loss(model, held));
      job.history(Map.of("c", c, "validation-loss", loss));
      if (loss < least) {
        best = fitted.size();
        least = loss;
      }
      fitted.add(model);
    }
    if (penalties.size() > 1 && Double.isInfinite(least)) {
      job.warn(
          "There are no validation samples: nothing was chosen, the first of model.c is taken.");
    }
    return new FittedTexture(fitted.get(best), texture, pixels);
  }

  /** Mean of −log p of the true class; not a number of no samples. */
  private double loss(LinearModel model, List<Sample> samples) {
    return samples.stream()
        .mapToDouble(
            sample -> {
              double[] row = FittedTexture.doubles(texture.of(sample));
              return -Math.log(Math.max(1e-12, model.probabilities(row)[sample.label()]));
            })
        .average()
        .orElse(Double.NaN);
  }

  private static int[] labels(List<Sample> samples) {
    return samples.stream().mapToInt(Sample::label).toArray();
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return new FittedTexture(TextureFile.read(directory, classes, pixels), texture, pixels);
  }
}
