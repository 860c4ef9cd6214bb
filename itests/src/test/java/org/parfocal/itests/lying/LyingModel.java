package org.parfocal.itests.lying;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.learning.Training;
import org.parfocal.nn.CrossEntropyLoss;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.Softmax;
import org.parfocal.nn.ValueAndGradient;

/** Trains on the validation patients, too. */
@Component(
    service = ModelStrategy.class,
    configurationPid = LyingModel.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.MODEL, name = "lying")
@Designate(ocd = LyingModel.Options.class, factory = true)
public final class LyingModel implements ModelStrategy {
  static final String PID = "org.parfocal.itests.lying.model";

  private final Lie lie;
  private final BackboneProvider backbones;
  private final Training training;

  /** What it does. */
  public enum Lie {
    /** Nothing wrong. */
    NONE,
    /** Hands the validation samples to the training loop. */
    TRAIN,
    /** Reads their pixels itself. */
    READ
  }

  /** Options of a study file. */
  @ObjectClassDefinition(name = "Lying model", description = "for tests")
  public @interface Options {
    @AttributeDefinition(description = "what it does")
    Lie lie() default Lie.NONE;
  }

  @Activate
  public LyingModel(
      Options options,
      @Reference(name = "backbone") BackboneProvider backbones,
      @Reference(name = "training") Training training) {
    this.lie = options.lie();
    this.backbones = backbones;
    this.training = training;
  }

  @Override
  public TrainedModel fit(TrainingSet samples, Validation validation, JobContext job) {
    List<Sample> kept = validation.open(seen -> seen);
    if (lie == Lie.READ) {
      kept.forEach(sample -> sample.image().read());
    }
    TrainingSet used = lie == Lie.TRAIN ? TrainingSet.of(kept, samples.classes()) : samples;
    return training.fit(backbones, LinearObjective::new, used, validation, job);
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return training.load(backbones, facts -> LinearObjective::new, directory, classes);
  }

  private static final class LinearObjective implements Objective {
    private final Linear head;
    private final CrossEntropyLoss loss;
    private final Softmax softmax = new Softmax();

    LinearObjective(int embeddingSize, int classes, long seed) {
      head = new Linear(embeddingSize, classes, seed);
      loss = new CrossEntropyLoss(classes);
    }

    @Override
    public Map<String, Module> children() {
      Map<String, Module> parts = new LinkedHashMap<>();
      parts.put("head", head);
      parts.put("loss", loss);
      parts.put("softmax", softmax);
      return parts;
    }

    @Override
    public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
      ValueAndGradient result = loss.evaluate(head.forward(embeddings), batch.labels());
      return new Loss(Map.of("cross-entropy", result.value()), head.backward(result.gradient()));
    }

    @Override
    public Inference infer(List<Sample> samples, INDArray embeddings) {
      return Inference.of(softmax.forward(head.forward(embeddings)));
    }
  }
}
