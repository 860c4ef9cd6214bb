package org.parfocal.core.internal.study;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.api.Dataset;
import org.parfocal.api.JobContext;
import org.parfocal.api.Refit;
import org.parfocal.api.SampleField;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobKey;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.text.Json;

/** What a job sees while it runs. */
final class RunningJob implements JobContext {
  /** Share of a job's time that fitting takes; the rest is prediction. */
  static final double FITTING = 0.9;

  private final JobKey key;
  private final Dataset dataset;
  private final JobFolder folder;
  private final Path cache;
  private final Disk disk;
  private final ProgressListener listener;
  private final Optional<CacheTurns> turns;
  private final Extent extent;
  private final Thread thread = Thread.currentThread();
  private final List<String> warnings = new ArrayList<>();
  private final List<Refit> refits = new ArrayList<>();

  RunningJob(
      JobKey key,
      Dataset dataset,
      JobFolder folder,
      Path cache,
      Optional<CacheTurns> turns,
      Disk disk,
      ProgressListener listener,
      Extent extent) {
    this.key = key;
    this.dataset = dataset;
    this.folder = folder;
    this.cache = cache;
    this.turns = turns;
    this.disk = disk;
    this.listener = listener;
    this.extent = extent;
  }

  @Override
  public long seed() {
    return key.seed();
  }

  @Override
  public String fold() {
    return key.fold();
  }

  @Override
  public List<String> classes() {
    return dataset.classes();
  }

  @Override
  public List<String> values(SampleField field) {
    return field.values(dataset.samples());
  }

  @Override
  public Path directory() {
    return folder.directory();
  }

  @Override
  public Path cache() {
    disk.createDirectories(cache);
    return cache;
  }

  @Override
  public Turn turn(String work) {
    return turns.isEmpty()
        ? JobContext.super.turn(work)
        : turns.get().take(cache(), work, () -> waiting(work));
  }

  private void waiting(String work) {
    checkCancelled();
    progress(0, "waiting for " + work + " of another process");
  }

  @Override
  public synchronized void progress(double fraction, String what) {
    listener.jobProgress(key, FITTING * Math.min(1, Math.max(0, fraction)), what);
  }

  @Override
  public synchronized boolean goesOn(Stretch stretch, long done) {
    listener.jobStretch(key, stretch, done);
    return extent.goesOn(stretch, done);
  }

  @Override
  public synchronized void refit(Refit refit) {
    refits.add(refit);
  }

  /** The second fit, if the first one asked for it. */
  synchronized Optional<RefitJob> refitted() {
    return refits.isEmpty()
        ? Optional.empty()
        : Optional.of(new RefitJob(this, List.copyOf(refits)));
  }

  /** As {@link Extent#predicted}. */
  int predicted(int samples) {
    return extent.predicted(samples);
  }

  /** Progress of the predictions. */
  synchronized void predicting(double fraction, String what) {
    listener.jobProgress(key, FITTING + (1 - FITTING) * fraction, what);
  }

  @Override
  public synchronized void history(Map<String, ? extends Number> values) {
    Path file = folder.resolve(JobFolder.HISTORY);
    byte[] line = (Json.line(values) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(line);
    } catch (IOException e) {
      throw Disk.cannotWrite(file, e);
    }
  }

  @Override
  public synchronized void warn(String sentence) {
    if (!warnings.contains(sentence)) {
      warnings.add(sentence);
      listener.jobWarning(key, sentence);
    }
  }

  @Override
  public void checkCancelled() {
    if (thread.isInterrupted()) {
      throw Stopped.exception();
    }
  }

  synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }
}
