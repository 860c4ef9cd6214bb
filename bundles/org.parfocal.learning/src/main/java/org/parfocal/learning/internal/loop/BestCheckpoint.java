package org.parfocal.learning.internal.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.JobContext;
import org.parfocal.api.OutputException;
import org.parfocal.learning.DivergenceException;
import org.parfocal.learning.Loss;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.internal.model.FittedModel;
import org.parfocal.nn.FloatTensors;

/**
 * Keeps a copy of the parameters of the best epoch so far, and of nothing that is not finite. Sees
 * validation scores only.
 */
final class BestCheckpoint implements AutoCloseable {
  private final Hyperparameters settings;
  private final Selection selection;
  private final FittedModel model;
  private final JobContext job;
  private final Snapshot best = new Snapshot();
  private int bestEpoch = -1;
  private int lastEpoch = -1;
  private double bestValue = Double.NEGATIVE_INFINITY;
  private double bestLoss = Double.POSITIVE_INFINITY;

  BestCheckpoint(
      Hyperparameters settings,
      Selection wanted,
      int[] validationLabels,
      FittedModel model,
      JobContext job) {
    this.settings = settings;
    this.model = model;
    this.job = job;
    this.selection = selection(wanted, validationLabels, job);
  }

  /**
   * Considers the epoch that has just ended.
   *
   * @param score null if there are no validation samples
   */
  void offer(int epoch, @Nullable ValidationScore score) {
    requireFinite(epoch, score);
    lastEpoch = epoch;
    double value = score == null ? epoch : selection.value(score, epoch);
    double loss = score == null ? 0 : score.loss();
    if (value > bestValue || (value == bestValue && loss < bestLoss)) {
      bestValue = value;
      bestLoss = loss;
      bestEpoch = epoch;
      best.take(model.state());
    }
  }

  /**
   * What is known of the best epoch so far.
   *
   * @param best that epoch, from 0
   * @param last the epoch that was offered last
   */
  record Standing(int best, int last, double value, double loss) {}

  Standing standing() {
    return new Standing(bestEpoch, lastEpoch, bestValue, bestLoss);
  }

  /** The parameters of the best epoch, which are those of the model if it is the last one. */
  Map<String, StateTensor> tensors() {
    return best.tensors();
  }

  /**
   * Goes on where another choice stood.
   *
   * @param tensors parameters of its best epoch
   */
  void restore(Standing standing, Map<String, StateTensor> tensors) {
    bestEpoch = standing.best;
    lastEpoch = standing.last;
    bestValue = standing.value;
    bestLoss = standing.loss;
    best.take(tensors);
  }

  /** Whether there was no better epoch for too long. */
  boolean outOfPatience() {
    return settings.options().patience() > 0
        && lastEpoch - bestEpoch >= settings.options().patience();
  }

  /**
   * Gives the model the parameters of the best epoch.
   *
   * @return that epoch, from 0
   */
  int restore() {
    best.restore(model.state());
    return bestEpoch;
  }

  /**
   * Stops a training whose loss is no longer finite; the best parameters so far are left in the
   * job's folder.
   */
  void requireFinite(int epoch, int step, Loss loss) {
    for (Map.Entry<String, Double> term : loss.terms().entrySet()) {
      if (!Double.isFinite(term.getValue())) {
        diverged(
            "in epoch %d, step %d: the loss term %s is %s"
                .formatted(epoch + 1, step + 1, term.getKey(), term.getValue()));
      }
    }
  }

  /** The same for gradients. */
  void requireFinite(int epoch, int step, double gradientNorm) {
    if (!Double.isFinite(gradientNorm)) {
      diverged(
          "in epoch %d, step %d: the norm of the gradients is %s"
              .formatted(epoch + 1, step + 1, gradientNorm));
    }
  }

  @Override
  public void close() {
    best.close();
  }

  private void requireFinite(int epoch, @Nullable ValidationScore score) {
    if (score != null && !Double.isFinite(score.loss())) {
      diverged("after epoch %d: the validation loss is %s".formatted(epoch + 1, score.loss()));
    }
    if (score == null) {
      // No validation loss would show that the last step went wrong.
      model
          .state()
          .forEach(
              (name, tensor) -> {
                if (!finite(tensor)) {
                  diverged(
                      "after epoch %d: %s holds a number that is not finite"
                          .formatted(epoch + 1, name));
                }
              });
    }
  }

  private void diverged(String where) {
    String layer =
        model
            .encoder
            .firstNonFinite()
            .map(
                ", and %s is the first layer of the backbone whose result is not finite"::formatted)
            .orElse("");
    throw new DivergenceException(
        "Training failed %s%s; try a smaller training.learning-rate than %s. %s"
            .formatted(where, layer, settings.learningRate().full(), keepLastGood()));
  }

  private String keepLastGood() {
    if (bestEpoch < 0) {
      return "No epoch had ended, so no model is kept.";
    }
    restore();
    Path directory = job.directory().resolve("model-last-good");
    try {
      Files.createDirectories(directory);
      model.save(directory);
    } catch (IOException | OutputException e) {
      return "The model of epoch %d could not be kept in %s (%s)."
          .formatted(bestEpoch + 1, directory, e.getMessage());
    }
    return "The model of epoch %d is kept in %s.".formatted(bestEpoch + 1, directory);
  }

  private static boolean finite(StateTensor tensor) {
    try (INDArray copy = tensor.copy()) {
      for (float value : FloatTensors.read(copy)) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
      return true;
    }
  }

  private static Selection selection(Selection wanted, int[] labels, JobContext job) {
    if (wanted == Selection.LAST) {
      return wanted;
    }
    if (labels.length == 0) {
      job.warn("There are no validation samples: nothing was chosen, the last epoch is kept.");
      return Selection.LAST;
    }
    if (wanted != Selection.VALIDATION_LOSS && Arrays.stream(labels).distinct().count() == 1) {
      job.warn(
          "All validation samples are of the class %s: the epoch was chosen by validation loss."
              .formatted(job.classes().get(labels[0])));
      return Selection.VALIDATION_LOSS;
    }
    return wanted;
  }
}
