package org.parfocal.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A part of a job: what it is asked goes to the job, unless the part answers itself. All methods of
 * {@link JobContext} are here, those with a default, too.
 */
public abstract class ForwardingJob implements JobContext {
  /** The whole. */
  protected final JobContext job;

  /** Stands before a job. */
  protected ForwardingJob(JobContext job) {
    this.job = job;
  }

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
    return job.checkpoint();
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
    job.progress(fraction, what);
  }

  @Override
  public boolean goesOn(Stretch stretch, long done) {
    return job.goesOn(stretch, done);
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
    job.history(values);
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
