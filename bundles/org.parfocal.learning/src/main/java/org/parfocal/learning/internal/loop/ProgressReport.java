package org.parfocal.learning.internal.loop;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.JobContext;
import org.parfocal.api.Stretch;
import org.parfocal.learning.internal.frozen.FixedEmbeddings;

/** Tells how far a training is, not more than a few times a second. */
final class ProgressReport implements FixedEmbeddings.Progress {
  /** Where new images must be embedded, the training of a head on them is the smaller part. */
  private static final double SHARE_OF_EMBEDDING = 0.9;

  private static final long PAUSE = 250_000_000;

  private final JobContext job;
  private final Course course;
  private final Stretch validation;
  private Stretch training;
  private int steps;
  private int epochs;
  private Stretch embedding;
  private boolean goesOn = true;
  private double start;
  private double reached;
  private long last = System.nanoTime() - PAUSE;

  ProgressReport(JobContext job, Course course) {
    this.job = job;
    this.course = course;
    this.epochs = course.epochs();
    this.validation = new Stretch("validation", epochs);
    this.training = new Stretch("training", epochs);
    this.embedding = new Stretch("embedding", 1, Stretch.Use.IMAGES);
  }

  /** Tells of images that are embedded after the training, because they are predicted. */
  static FixedEmbeddings.Progress heldOut(JobContext job) {
    return (done, total) ->
        job.goesOn(new Stretch("embedding for prediction", total, Stretch.Use.IMAGES), done);
  }

  @Override
  public void read(int done, int total) {
    job.checkCancelled();
    if (done == 0) {
      embedding = new Stretch("embedding", total, Stretch.Use.IMAGES);
      job.goesOn(embedding, 0);
    }
    if (due(false)) {
      job.progress(reached, "looking at image " + done + " of " + total);
    }
  }

  @Override
  public void embedded(int done, int total) {
    job.checkCancelled();
    job.goesOn(embedding, done);
    start = SHARE_OF_EMBEDDING;
    reached = SHARE_OF_EMBEDDING * done / total;
    if (due(done == total)) {
      job.progress(reached, "embedding image " + done + " of " + total);
    }
  }

  /** Before an epoch, counted from 0, of so many steps. */
  void begin(int epoch, int ofEpoch) {
    steps = ofEpoch;
    epochs = course.epochs(steps);
    training = new Stretch("training", course.all(steps));
    job.goesOn(training, Math.min(training.steps(), (long) epoch * steps));
  }

  /** Whether the training is to go on. */
  boolean goesOn() {
    return goesOn;
  }

  /** So many epochs were validated. */
  void validated(int count) {
    job.goesOn(validation, count);
  }

  /** After a step of an epoch, both counted from 0. */
  void step(int epoch, int step, double loss) {
    long done = Math.min(training.steps(), (long) epoch * steps + step + 1);
    goesOn = job.goesOn(training, done);
    if (due(false)) {
      job.progress(
          start + (1 - start) * done / training.steps(),
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
