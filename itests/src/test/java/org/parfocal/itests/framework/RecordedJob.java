package org.parfocal.itests.framework;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.parfocal.api.JobContext;
import org.parfocal.api.SampleField;

/** A job outside of a study. */
record RecordedJob(Path directory, List<String> classes) implements JobContext {
  @Override
  public long seed() {
    return 13;
  }

  @Override
  public String fold() {
    return "fold";
  }

  @Override
  public List<String> values(SampleField field) {
    return List.of();
  }

  @Override
  public Path cache() {
    return directory.resolve("cache");
  }

  @Override
  public void progress(double fraction, String what) {}

  @Override
  public void history(Map<String, ? extends Number> values) {}

  @Override
  public void warn(String sentence) {}

  @Override
  public void checkCancelled() {}
}
