package org.parfocal.core.internal.study;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.ForwardingJob;
import org.parfocal.api.JobContext;
import org.parfocal.api.Refit;
import org.parfocal.api.Stretch;

/**
 * The job in its second fit, on training and validation samples: lines of the history say so, and
 * stretches of work have names of their own.
 */
final class RefitJob extends ForwardingJob {
  private final List<Refit> refits;

  RefitJob(JobContext job, List<Refit> refits) {
    super(job);
    this.refits = refits;
  }

  @Override
  public Path checkpoint() {
    return job.checkpoint().resolve("refit");
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
  public void refit(Refit refit) {
    throw new UnsupportedOperationException("this is the second fit, and there is no third");
  }

  @Override
  public List<Refit> refits() {
    return refits;
  }

  @Override
  public void history(Map<String, ? extends Number> values) {
    Map<String, Number> line = new LinkedHashMap<>();
    line.put("refit", 1);
    line.putAll(values);
    job.history(line);
  }
}
