package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.testkit.TestSamples;

/** Which jobs run again, and why: of the variants, one has weights and one a plugin of its own. */
class ChangesTest {
  private static final String PIXELS = "images of the data set, or what is known of them, changed";
  private static final String THREADS = "it was computed by one thread and would be by two threads";
  private static final String WEIGHTS = "the file of model.weights has another content";
  private static final String PLUGIN = "plugin bundle org.example.plugin 1.0.0 was built anew";
  private static final String AGAIN = "to be run again, because ";

  @TempDir Path folder;
  private String plugin = "1.0.0 sha256:aa";

  private FakeParts parts(Dataset dataset) {
    return new FakeParts(dataset, new HalfAndHalf(1)) {
      @Override
      public Map<String, String> bundles(Variant variant) {
        return variant.name().equals("plugged")
            ? Map.of("org.example.model", "1.0.0 sha256:aa", "org.example.plugin", plugin)
            : bundles;
      }
    };
  }

  private Study study() throws IOException {
    Study one = StudyFixture.study(folder.resolve("half"));
    Path weights = folder.resolve("w.safetensors");
    return new Study(
        one.name(),
        one.directory(),
        one.configuration(),
        List.of(
            StudyFixture.variant("weighted", 0.1, 13, Map.of("weights", weights.toString())),
            StudyFixture.variant("plugged", 0.1, 13, Map.of("lambda", 1.0))),
        one.seeds());
  }

  private static Dataset withOtherPixels(Dataset dataset) {
    List<Sample> samples = new ArrayList<>(dataset.samples());
    Sample last = samples.remove(samples.size() - 1);
    samples.add(
        new Sample(
            last.id(),
            TestSamples.sample("other pixels", "p", 0, null).image(),
            last.label(),
            last.patient(),
            last.slide(),
            last.magnification(),
            last.micronsPerPixel(),
            last.place(),
            last.attributes()));
    return dataset.with(samples);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, false",
    "false, false, false, true",
    "false, false, true, false",
    "false, false, true, true",
    "false, true, false, false",
    "false, true, false, true",
    "false, true, true, false",
    "false, true, true, true",
    "true, false, false, false",
    "true, false, false, true",
    "true, false, true, false",
    "true, false, true, true",
    "true, true, false, false",
    "true, true, false, true",
    "true, true, true, false",
    "true, true, true, true",
  })
  void everyChangeRunsTheJobsAgainThatItDecides(
      boolean pixels, boolean threads, boolean weights, boolean built) throws IOException {
    Dataset dataset = StudyFixture.parts().dataset;
    Path file = Files.writeString(folder.resolve("w.safetensors"), "one");
    new StudyRunner().run(study(), parts(dataset), StudyFixture.PLAIN, new StudyFixture());

    FakeParts parts = parts(pixels ? withOtherPixels(dataset) : dataset);
    parts.engine = threads ? "two threads" : "one thread";
    plugin = built ? "1.0.0 sha256:bb" : plugin;
    Files.writeString(file, weights ? "two" : "one");

    List<String> both = new ArrayList<>();
    if (pixels) {
      both.add(PIXELS);
    }
    if (threads) {
      both.add(THREADS);
    }
    List<String> weighted = new ArrayList<>(both);
    if (weights) {
      weighted.add(WEIGHTS);
    }
    List<String> plugged = new ArrayList<>(both);
    if (built) {
      plugged.add(PLUGIN);
    }
    StudyPlan plan = new StudyRunner().plan(study(), parts, false, new StudyFixture());
    assertThat(plan.jobs())
        .extracting(PlannedJob::message)
        .containsExactlyElementsOf(
            IntStream.range(0, 6)
                .mapToObj(job -> told(job < 3 ? weighted : plugged, job))
                .toList());

    new StudyRunner().run(study(), parts, StudyFixture.PLAIN, new StudyFixture());
    assertThat(parts.fitted.stream().filter(job -> job.contains("weighted")))
        .hasSize(weighted.isEmpty() ? 0 : 3);
    assertThat(parts.fitted.stream().filter(job -> job.contains("plugged")))
        .hasSize(plugged.isEmpty() ? 0 : 3);
  }

  private static String told(List<String> changes, int job) {
    return changes.isEmpty()
        // dataset.*, which is not among the settings, apart: images.size, model.*, protocol.*, seed
        ? "kept, because its images, its fold, one thread, 5 settings and %d bundles are what they were"
            .formatted(job < 3 ? 1 : 2)
        : AGAIN + String.join(", ", changes);
  }

  @Test
  void aDamagedJobSaysSo() throws IOException {
    Files.writeString(folder.resolve("w.safetensors"), "one");
    FakeParts parts = parts(StudyFixture.parts().dataset);
    new StudyRunner().run(study(), parts, StudyFixture.PLAIN, new StudyFixture());
    Path job = folder.resolve("half/plugged/200X/seed-13");
    Files.writeString(job.resolve("predictions.csv"), "torn");

    assertThat(new StudyRunner().plan(study(), parts, false, new StudyFixture()).jobs())
        .extracting(PlannedJob::message)
        .filteredOn(message -> message.startsWith(AGAIN))
        .containsExactly(AGAIN + "predictions.csv was changed or damaged");
  }
}
