package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.report.ReportOptions;

/**
 * A study of many jobs: as many as the property {@code parfocal.report.jobs} says, 80 by default.
 * With 1,000 it measures what a large study takes.
 */
class LargeStudyTest {
  private static final int FOLDS = 4;
  private static final int SEEDS = 10;
  private static final long MOST_BYTES = 5_000_000;

  @TempDir Path folder;

  @Test
  void givesAPageThatIsSmallAndOpensSoon() throws IOException, InterruptedException {
    int variants = Integer.getInteger("parfocal.report.jobs", 80) / FOLDS / SEEDS;
    Path study =
        MadeUpStudy.run(
            folder,
            IntStream.rangeClosed(1, variants).mapToObj(number -> "variant " + number).toList(),
            SEEDS,
            40,
            List.of("benign", "malignant"));

    long before = System.nanoTime();
    String page = Sections.page(study, ReportOptions.named().with(MadeUpStudy.images(40)));
    double seconds = (System.nanoTime() - before) / 1e9;

    Path file = folder.resolve("report.html");
    Files.writeString(file, page);
    System.out.printf(
        "%d jobs: page of %.1f MB made in %.1f s, heap of at most %d MB%n",
        variants * FOLDS * SEEDS,
        page.length() / 1e6,
        seconds,
        Runtime.getRuntime().maxMemory() >> 20);
    assertThat(Files.size(file)).isLessThan(MOST_BYTES);

    Optional<Path> browser = Chromium.installed();
    assumeTrue(browser.isPresent(), "no Chromium is installed");
    try (Chromium chromium =
        new Chromium(browser.get(), Files.createDirectory(folder.resolve("profile")))) {
      chromium.load(file);
      System.out.printf(
          "opened in %s ms%n",
          chromium.evaluate(
              "Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"));
      assertThat(chromium.evaluate("document.querySelectorAll('#jobs-table tbody tr').length"))
          .isEqualTo(variants * FOLDS * SEEDS);
      assertThat(chromium.complaints).isEmpty();
    }
  }
}
