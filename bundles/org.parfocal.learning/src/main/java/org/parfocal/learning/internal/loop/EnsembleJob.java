package org.parfocal.learning.internal.loop;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.JobContext;
import org.parfocal.api.Refit;
import org.parfocal.api.SampleField;
import org.parfocal.api.Stretch;
import org.parfocal.learning.internal.input.RandomStreams;

/**
 * What one training of an ensemble is given: a seed of its own, a part of the job's time, and lines
 * of the history with its number. The first training has the job's own seed.
 */
record EnsembleJob(JobContext job, int number, int count) implements JobContext {
  /** The job itself if there is one training. */
  static JobContext of(JobContext job, int number, int count) {
    return count == 1 ? job : new EnsembleJob(job, number, count);
  }

  @Override
  public long seed() {
    return number == 0 ? job.seed() : new RandomStreams(job.seed()).seed("model " + number);
  }

  @Override
  public String fold() {
    return job.fold();
  }

  @Override
  public List<String> classes() {
    return job.classes();
  }

  @Override
  public List<String> values(SampleField field) {
    return job.values(field);
  }

  @Override
  public Path directory() {
    return job.directory();
  }

  @Override
  public Path checkpoint() {
    return job.checkpoint().resolve("model-" + (number + 1));
  }

  @Override
  public Path cache() {
    return job.cache();
  }

  @Override
  public Turn turn(String work) {
    return job.turn(work);
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
  public void refit(Refit refit) {
    job.refit(refit);
  }

  @Override
  public List<Refit> refits() {
    return job.refits();
  }

  @Override
  public void history(Map<String, ? extends Number> values) {
    Map<String, Number> line = new LinkedHashMap<>();
    line.put("model", number + 1);
    line.putAll(values);
    job.history(line);
  }

  @Override
  public void warn(String sentence) {
    job.warn(sentence);
  }

  @Override
  public void checkCancelled() {
    job.checkCancelled();
  }
}
