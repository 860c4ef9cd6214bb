package org.parfocal.learning.internal.loop;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parfocal.api.ForwardingJob;
import org.parfocal.api.JobContext;
import org.parfocal.api.Stretch;
import org.parfocal.learning.internal.input.RandomStreams;

/**
 * What one training of an ensemble is given: a seed of its own, a part of the job's time, and lines
 * of the history with its number. The first training has the job's own seed.
 */
final class EnsembleJob extends ForwardingJob {
  private final int number;
  private final int count;

  private EnsembleJob(JobContext job, int number, int count) {
    super(job);
    this.number = number;
    this.count = count;
  }

  /** The job itself if there is one training. */
  static JobContext of(JobContext job, int number, int count) {
    return count == 1 ? job : new EnsembleJob(job, number, count);
  }

  @Override
  public long seed() {
    return number == 0 ? job.seed() : new RandomStreams(job.seed()).seed("model " + number);
  }

  @Override
  public Path checkpoint() {
    return job.checkpoint().resolve("model-" + (number + 1));
  }

  @Override
  public void progress(double fraction, String what) {
    job.progress(
        (number + fraction) / count, "model %d of %d: %s".formatted(number + 1, count, what));
  }

  /** What serves all jobs serves all trainings of this one. */
  @Override
  public boolean goesOn(Stretch stretch, long done) {
    return job.goesOn(
        number == 0 || stretch.use() != Stretch.Use.JOB
            ? stretch
            : new Stretch("%s of model %d".formatted(stretch.name(), number + 1), stretch.steps()),
        done);
  }

  @Override
  public void history(Map<String, ? extends Number> values) {
    Map<String, Number> line = new LinkedHashMap<>();
    line.put("model", number + 1);
    line.putAll(values);
    job.history(line);
  }
}
