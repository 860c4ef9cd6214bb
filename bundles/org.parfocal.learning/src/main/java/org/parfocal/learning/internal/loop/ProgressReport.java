package org.parfocal.learning.internal.loop;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.JobContext;
import org.parfocal.learning.internal.frozen.EmbeddingsByContent;

/** Tells how far a training is, not more than a few times a second. */
final class ProgressReport implements EmbeddingsByContent.Progress {
  /** Where new images must be embedded, the training of a head on them is the smaller part. */
  private static final double SHARE_OF_EMBEDDING = 0.9;

  private static final long PAUSE = 250_000_000;

  private final JobContext job;
  private final int epochs;
  private double start;
  private double reached;
  private long last = System.nanoTime() - PAUSE;

  ProgressReport(JobContext job, int epochs) {
    this.job = job;
    this.epochs = epochs;
  }

  @Override
  public void read(int done, int total) {
    job.checkCancelled();
    if (due(false)) {
      job.progress(reached, "looking at image " + done + " of " + total);
    }
  }

  @Override
  public void embedded(int done, int total) {
    job.checkCancelled();
    start = SHARE_OF_EMBEDDING;
    reached = SHARE_OF_EMBEDDING * done / total;
    if (due(done == total)) {
      job.progress(reached, "embedding image " + done + " of " + total);
    }
  }

  /** After a step. */
  void step(int epoch, double share, double loss) {
    if (due(false)) {
      job.progress(
          start + (1 - start) * share,
          String.format(Locale.ROOT, "epoch %d of %d, loss %.3f", epoch + 1, epochs, loss));
    }
  }

  /** After an epoch, counted from 0. */
  void epoch(int epoch, double loss, @Nullable ValidationScore score) {
    if (!due(epoch + 1 == epochs)) {
      return;
    }
    StringBuilder what =
        new StringBuilder(
            String.format(Locale.ROOT, "epoch %d of %d, loss %.3f", epoch + 1, epochs, loss));
    if (score != null && !Double.isNaN(score.auc())) {
      what.append(String.format(Locale.ROOT, ", validation AUC %.3f", score.auc()));
    } else if (score != null) {
      what.append(String.format(Locale.ROOT, ", validation loss %.3f", score.loss()));
    }
    job.progress(start + (1 - start) * (epoch + 1) / epochs, what.toString());
  }

  private boolean due(boolean always) {
    long now = System.nanoTime();
    if (!always && now - last < PAUSE) {
      return false;
    }
    last = now;
    return true;
  }
}
