package org.parfocal.learning.internal;

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
  final List<Double> progress = new ArrayList<>();
  final long seed;
  final Path directory;
  int checksUntilCancelled = Integer.MAX_VALUE;

  TestJob(Path directory, long seed) {
    this.directory = directory;
    this.seed = seed;
  }

  double history(int epoch, String name) {
    Number value = history.get(epoch).get(name);
    return value == null ? Double.NaN : value.doubleValue();
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
    return directory;
  }

  @Override
  public Path cache() {
    return directory.resolve("cache");
  }

  @Override
  public void progress(double fraction, String what) {
    progress.add(fraction);
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
