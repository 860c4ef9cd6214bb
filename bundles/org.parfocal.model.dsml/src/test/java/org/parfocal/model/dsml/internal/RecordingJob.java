package org.parfocal.model.dsml.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.parfocal.api.JobContext;

/** A job that remembers what it is told. */
final class RecordingJob implements JobContext {
  final List<String> warnings = new ArrayList<>();
  final List<Map<String, ? extends Number>> history = new ArrayList<>();
  private final Path directory;

  RecordingJob(Path directory) {
    this.directory = directory;
  }

  @Override
  public long seed() {
    return 13;
  }

  @Override
  public List<String> classes() {
    return List.of("benign", "=malignant");
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
  public void progress(double fraction, String what) {}

  @Override
  public void history(Map<String, ? extends Number> values) {
    history.add(values);
  }

  @Override
  public void warn(String sentence) {
    warnings.add(sentence);
  }

  @Override
  public void checkCancelled() {}
}
