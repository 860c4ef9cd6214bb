package org.parfocal.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.parfocal.testkit.TestSamples;

/** A small study and what its listener was told. */
final class StudyFixture implements ProgressListener {
  static final Set<RunOption> PLAIN = Set.of();
  static final Set<RunOption> RETRY_FAILED = Set.of(RunOption.RETRY_FAILED);
  static final Set<RunOption> SKIP_UNREADABLE = Set.of(RunOption.SKIP_UNREADABLE);
  static final Set<RunOption> SHARED_PIXELS = Set.of(RunOption.ALLOW_SHARED_PIXELS);

  final List<String> started = new ArrayList<>();
  final List<String> ended = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<Double> fractions = new ArrayList<>();

  @Override
  public void jobStarted(JobKey job, int index, int total) {
    started.add("%s %d/%d".formatted(job, index, total));
  }

  @Override
  public void jobProgress(JobKey job, double fraction, String what) {
    fractions.add(fraction);
  }

  @Override
  public void jobEnded(JobKey job, JobState state, Duration time, String headline) {
    ended.add("%s %s %s".formatted(job, state, headline));
  }

  @Override
  public void warning(String sentence) {
    warnings.add(sentence);
  }

  static Study study(Path directory, long... seeds) {
    return study(directory, Map.of("lambda", 1.0), seeds);
  }

  static Study study(Path directory, Map<String, Object> model, long... seeds) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("study", "half");
    configuration.put("output", String.valueOf(directory.getParent()));
    List<Long> all = new ArrayList<>();
    for (long seed : seeds) {
      all.add(seed);
    }
    return new Study(
        "half",
        directory,
        configuration,
        List.of(variant("baseline", 0.1, 13, model)),
        all.isEmpty() ? List.of(13L) : all);
  }

  static Variant variant(String name, double overlap, long split, Map<String, Object> model) {
    return new Variant(
        name,
        Map.of(
            "dataset",
            Map.of("reader", "made-up", "overlap", overlap),
            "protocol",
            Map.of("split", "half-and-half", "seed", split),
            "model",
            model,
            "images",
            Map.of("size", 64L)));
  }

  static FakeParts parts() {
    return new FakeParts(TestSamples.regular(8, 2, "100X", "200X", "400X"), new HalfAndHalf(1));
  }

  /** Every file of the study with its content, without what tells time. */
  static Map<String, String> results(Path directory) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString();
        boolean timed = name.endsWith("job.json") || name.equals("results.json");
        if (!timed && !name.contains(".tmp")) {
          files.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
