package org.parfocal.core.internal.study;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.JobContext;
import org.parfocal.api.Refit;
import org.parfocal.api.SampleField;
import org.parfocal.api.Stretch;

/**
 * The job in its second fit, on training and validation samples: lines of the history say so, and
 * stretches of work have names of their own.
 */
record RefitJob(RunningJob job, List<Refit> refits) implements JobContext {
  @Override
  public long seed() {
    return job.seed();
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
    return job.checkpoint().resolve("refit");
  }

  @Override
  public Path cache() {
    return job.cache();
  }

  @Override
  public void progress(double fraction, String what) {
    job.progress(1, "with validation samples: " + what);
  }

  @Override
  public boolean goesOn(Stretch stretch, long done) {
    return job.goesOn(
        stretch.use() == Stretch.Use.JOB
            ? new Stretch(stretch.name() + " again", stretch.steps())
            : stretch,
        done);
  }

  @Override
  public void history(Map<String, ? extends Number> values) {
    Map<String, Number> line = new LinkedHashMap<>();
    line.put("refit", 1);
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
