package org.parfocal.augmentation.dcgan.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.parfocal.api.JobContext;

/** A job that remembers what it was told. */
final class TestJob implements JobContext {
  final List<String> warnings = new ArrayList<>();
  final List<Map<String, ? extends Number>> history = new ArrayList<>();
  final List<String> progress = new ArrayList<>();
  private final Path folder;
  private final String name;
  private final long seed;
  int checksUntilCancelled = Integer.MAX_VALUE;

  /** Jobs of one folder share its cache. */
  TestJob(Path folder, String name, long seed) {
    this.folder = folder;
    this.name = name;
    this.seed = seed;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public List<String> classes() {
    return List.of("benign", "malignant");
  }

  @Override
  public Path directory() {
    return folder.resolve(name);
  }

  @Override
  public Path cache() {
    return folder.resolve("cache");
  }

  @Override
  public void progress(double fraction, String what) {
    progress.add(what);
  }

  @Override
  public void history(Map<String, ? extends Number> values) {
    history.add(values);
  }

  @Override
  public void warn(String sentence) {
    warnings.add(sentence);
  }

  @Override
  public void checkCancelled() {
    if (checksUntilCancelled-- <= 0) {
      throw new CancellationException("stopped by the test");
    }
  }
}
