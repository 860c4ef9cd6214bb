package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.parfocal.api.JobContext;
import org.parfocal.api.Stretch;
import org.parfocal.learning.DivergenceException;

/** Trains the generator of one group. */
final class GeneratorTraining {
  private static final long PAUSE = 250_000_000;

  private final GanHyperparameters hyperparameters;
  private final JobContext job;
  private long lastReport = System.nanoTime() - PAUSE;

  GeneratorTraining(GanHyperparameters hyperparameters, JobContext job) {
    this.hyperparameters = hyperparameters;
    this.job = job;
  }

  /**
   * Trains, from where it was stopped if it was. An epoch has as many full batches as there are
   * images for, at least one; images come from a shuffled cycle, so that each is seen equally
   * often.
   *
   * @param group name of the group
   * @param real RGB images of the hyperparameters's size, at least two
   * @param checkpoint of this training
   * @throws DivergenceException if a loss is no longer finite
   */
  TrainedGenerator train(
      String group, List<byte[]> real, GeneratorStreams streams, GeneratorCheckpoint checkpoint) {
    int batch = Math.min(hyperparameters.batch(), real.size());
    int steps = real.size() / batch;
    RandomGenerator random = streams.stream("latent vectors", 0);
    ShuffledCycle<byte[]> cycle = new ShuffledCycle<>(real, streams.stream("order of images", 0));
    float[] images = new float[batch * hyperparameters.imageBytes()];
    Stretch stretch =
        new Stretch(
            "generator of " + group,
            (long) steps * hyperparameters.epochs(),
            Stretch.Use.FOLD_AND_SEED);
    try (GanTrainer trainer = new GanTrainer(hyperparameters, streams)) {
      List<GanScores> curve = new ArrayList<>(checkpoint.resume(trainer));
      for (int step = 0; step < curve.size() * steps; step++) {
        job.checkCancelled();
        fill(images, batch, cycle);
        trainer.skip(batch, random);
      }
      boolean goesOn = job.goesOn(stretch, (long) curve.size() * steps);
      for (int epoch = curve.size(); epoch < hyperparameters.epochs(); epoch++) {
        List<GanScores> scores = new ArrayList<>(steps);
        for (int step = 0; step < steps && goesOn; step++) {
          job.checkCancelled();
          fill(images, batch, cycle);
          GanScores score = trainer.step(images, batch, random);
          requireFinite(group, epoch, step, score);
          scores.add(score);
          goesOn = job.goesOn(stretch, (long) epoch * steps + step + 1);
        }
        curve.add(scores.isEmpty() ? curve.get(epoch - 1) : GanScores.mean(scores));
        report(group, epoch, curve.get(epoch));
        if (goesOn) {
          checkpoint.offer(curve, trainer);
        }
      }
      return new TrainedGenerator(trainer.finish(batch, random), curve);
    }
  }

  private void fill(float[] images, int batch, ShuffledCycle<byte[]> cycle) {
    for (int row = 0; row < batch; row++) {
      Pixels.toNumbers(cycle.next(), images, row * hyperparameters.imageBytes());
    }
  }

  private static void requireFinite(String group, int epoch, int step, GanScores scores) {
    requireFinite(group, epoch, step, "discriminator", scores.discriminatorLoss());
    requireFinite(group, epoch, step, "generator", scores.generatorLoss());
  }

  private static void requireFinite(String group, int epoch, int step, String term, double loss) {
    if (!Double.isFinite(loss)) {
      throw new DivergenceException(
          ("The generated images of %s diverged in epoch %d, step %d: the %s loss is %s; make"
                  + " augmentation.learning-rate smaller.")
              .formatted(group, epoch + 1, step + 1, term, loss));
    }
  }

  /** The fraction stays at zero: it is that of the model's own training. */
  private void report(String group, int epoch, GanScores scores) {
    long now = System.nanoTime();
    if (now - lastReport >= PAUSE || epoch + 1 == hyperparameters.epochs()) {
      lastReport = now;
      job.progress(
          0,
          String.format(
              Locale.ROOT,
              "generator of %s: epoch %d of %d, losses %.2f and %.2f",
              group,
              epoch + 1,
              hyperparameters.epochs(),
              scores.discriminatorLoss(),
              scores.generatorLoss()));
    }
  }
}
