package org.parfocal.learning.internal.loop;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.DatasetException;
import org.parfocal.api.JobContext;
import org.parfocal.api.Refit;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Loss;
import org.parfocal.learning.internal.input.RandomStreams;
import org.parfocal.learning.internal.model.Encoder;
import org.parfocal.learning.internal.model.FittedModel;
import org.parfocal.nn.OptimizerStep;

/** Draw a batch, forward, evaluate, backward, step; after each epoch, validate and choose. */
final class TrainingLoop {
  private final Hyperparameters settings;
  private final FittedModel model;
  private final TrainingSet training;
  private final Validation validation;
  private final JobContext job;
  private final RandomStreams streams;
  private final Course course;
  private final ProgressReport progress;
  private final History history;
  private long made;

  TrainingLoop(
      Hyperparameters settings,
      FittedModel model,
      TrainingSet training,
      Validation validation,
      JobContext job,
      Course course,
      ProgressReport progress) {
    this.settings = settings;
    this.model = model;
    this.training = training;
    this.validation = validation;
    this.job = job;
    this.streams = new RandomStreams(job.seed());
    this.course = course;
    this.progress = progress;
    this.history = new History(job);
  }

  /**
   * Trains the model, from where it was stopped if it was; afterwards it has the parameters of the
   * epoch that was chosen. Asks for a refit where the section wants one.
   */
  void run() {
    int[] labels = validation.open(samples -> samples.stream().mapToInt(Sample::label).toArray());
    boolean asksRefit = settings.options().refit() && course.refit().isEmpty();
    if (asksRefit && labels.length == 0) {
      throw new DatasetException(
          "Fold %s has no validation samples, so no epoch can be chosen and training.refit has nothing to add; give the protocol validation patients, or leave training.refit out."
              .formatted(job.fold()));
    }
    Selection wanted = course.selection(settings.options().select());
    try (BestCheckpoint choice = new BestCheckpoint(settings, wanted, labels, model, job);
        WeightAverage average = new WeightAverage(settings.options().weight_average(), model)) {
      Checkpoints checkpoints =
          new Checkpoints(
              course.refit().isPresent() ? 0 : settings.options().checkpoint(),
              job,
              name(),
              model,
              average,
              choice,
              history);
      int first = checkpoints.resume();
      if (first == 0) {
        observe(-1);
      }
      try (Epochs epochs =
          new Epochs(
              course.epochs(),
              settings.options().batch(),
              training,
              streams,
              model.encoder,
              first)) {
        for (int epoch = first;
            course.goesOn(epoch, made) && !choice.outOfPatience() && progress.goesOn();
            epoch++) {
          epoch(epoch, epochs.next(), labels, average, choice);
          checkpoints.offer(epoch);
        }
        if (asksRefit) {
          job.refit(refit(epochs, choice.standing().best() + 1));
        }
      }
      observe(choice.restore());
    }
  }

  /** A training that was cut short to see how long it takes has chosen nothing. */
  private Refit refit(Epochs epochs, int chosen) {
    long all = course.all(epochs.steps(1));
    long steps = progress.goesOn() ? epochs.steps(chosen) : all;
    return new Refit(steps, Math.max(steps, all));
  }

  private void epoch(
      int epoch, Epochs.Epoch drawn, int[] labels, WeightAverage average, BestCheckpoint choice) {
    long start = System.nanoTime();
    GradientClipping clipping = new GradientClipping(settings.options().clip_norm());
    double begun = course.share(epoch, 0, drawn.batches().size(), made);
    EpochLosses losses = train(epoch, drawn, average, choice, clipping);
    double trained = seconds(start);
    average.show(
        () -> {
          ValidationScore score = validate(epoch, labels);
          choice.offer(epoch, score);
          history.add(line(epoch, begun, losses, clipping, score, trained, seconds(start)));
          progress.epoch(epoch, losses.total(), score);
        });
  }

  /** All that decides how this training goes and can be told here. */
  private String name() {
    TrainingOptions options = settings.options();
    Sha256 name =
        new Sha256()
            .add(
                job.fold(),
                Long.toString(job.seed()),
                "%d %d %s %s %s %s %d %s %s %s"
                    .formatted(
                        options.epochs(),
                        options.batch(),
                        settings.optimizer(),
                        settings.learningRate(),
                        options.clip_norm(),
                        options.select(),
                        options.patience(),
                        options.weight_average(),
                        Arrays.toString(options.scales()),
                        options.scale_pool()),
                model.description.backbone(),
                model.description.facts().toString());
    training.samples().forEach(sample -> name.add(sample.id()));
    validation.open(
        samples -> {
          samples.forEach(sample -> name.add("validation", sample.id()));
          return samples.size();
        });
    return name.hex();
  }

  /** Writes what the objective says of the validation samples; −1 is before the first epoch. */
  private void observe(int epoch) {
    Map<String, Double> observed = validation.open(model::observe);
    if (!observed.isEmpty()) {
      Map<String, Number> line = new LinkedHashMap<>();
      line.put("epoch", epoch + 1);
      observed.forEach((name, value) -> line.put("observed." + name, value));
      history.add(line);
    }
  }

  private EpochLosses train(
      int epoch,
      Epochs.Epoch drawn,
      WeightAverage average,
      BestCheckpoint choice,
      GradientClipping clipping) {
    List<List<Sample>> batches =
        drawn.batches().subList(0, course.most(made, drawn.batches().size()));
    EpochLosses losses = new EpochLosses();
    model.objective.train(true);
    progress.begin(epoch, drawn.batches().size());
    try (Encoder.Epoch embeddings = drawn.embeddings()) {
      for (int step = 0; step < batches.size() && progress.goesOn(); step++) {
        job.checkCancelled();
        double share = course.share(epoch, step, batches.size(), made++);
        Batch batch =
            new Batch(
                batches.get(step),
                training.groupSize(),
                training.classes(),
                model.encoder.learns());
        INDArray rows = embeddings.next();
        long start = System.nanoTime();
        model.objective.zeroGrad();
        Loss loss = model.objective.evaluate(batch, rows, share);
        losses.spent(System.nanoTime() - start);
        choice.requireFinite(epoch, step, loss);
        losses.add(loss, batch.samples().size());
        model.encoder.backward(loss.gradient());
        double scale = gradientScale(epoch, step, choice, clipping);
        OptimizerStep change =
            new OptimizerStep(settings.optimizer(), settings.learningRate().at(share), scale);
        model.encoder.step(change);
        start = System.nanoTime();
        model.objective.step(change);
        losses.spent(System.nanoTime() - start);
        average.step();
        progress.step(epoch, step, losses.total());
      }
      losses.waited(embeddings.waited());
    }
    model.objective.train(false);
    return losses;
  }

  /** What clipping by the global norm leaves of the gradients. */
  private double gradientScale(
      int epoch, int step, BestCheckpoint choice, GradientClipping clipping) {
    if (!clipping.on()) {
      return 1;
    }
    double norm =
        Math.sqrt(model.encoder.squaredGradientNorm() + model.objective.squaredGradientNorm());
    choice.requireFinite(epoch, step, norm);
    return clipping.scale(norm);
  }

  private @Nullable ValidationScore validate(int epoch, int[] labels) {
    if (labels.length == 0) {
      return null;
    }
    progress.validated(epoch);
    ValidationScore score =
        ValidationScore.of(validation.open(model::probabilities), labels, training.classes());
    progress.validated(epoch + 1);
    return score;
  }

  private Map<String, Number> line(
      int epoch,
      double begun,
      EpochLosses losses,
      GradientClipping clipping,
      @Nullable ValidationScore score,
      double trained,
      double elapsed) {
    Map<String, Number> line = new LinkedHashMap<>();
    line.put("epoch", epoch + 1);
    line.put("seconds", rounded(elapsed));
    line.put("images-per-second", rounded(losses.rows() / Math.max(trained, 1e-9)));
    line.put("objective-share", rounded(losses.seconds() / Math.max(trained, 1e-9)));
    line.put("input-wait-share", rounded(losses.secondsWaited() / Math.max(trained, 1e-9)));
    line.put("learning-rate", settings.learningRate().at(begun));
    line.put("loss", losses.total());
    losses.means().forEach((term, mean) -> line.put("loss." + term, mean));
    losses.counts().forEach((name, count) -> line.put("count." + name, count));
    if (clipping.on()) {
      line.put("gradient-norm", clipping.meanNorm());
      line.put("clipped-share", clipping.clippedShare());
    }
    if (score != null) {
      line.put("validation-loss", score.loss());
      if (!Double.isNaN(score.auc())) {
        line.put("validation-auc", score.auc());
      }
      line.put("validation-balanced-accuracy", score.balancedAccuracy());
    }
    return line;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
  }
}
