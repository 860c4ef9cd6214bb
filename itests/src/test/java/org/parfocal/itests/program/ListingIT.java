package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

class ListingIT {
  @TempDir Path folder;

  @Test
  void pluginsOfEverySectionAreListedSoon() throws Exception {
    Program.in(folder).run("plugins");
    long start = System.nanoTime();

    Program.Ended ended = Program.in(folder).run("plugins");

    // Two seconds on a quiet machine; builds share theirs with others.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains(
            "breakhis",
            "table",
            "synthetic",
            "leave-one-magnification-out",
            "small-cnn",
            "resnet18",
            "resnet50",
            "squeezenet1_0",
            "mobilenet_v2",
            "vgg11_bn",
            "smse-cnn",
            "baseline",
            "classification");
  }

  @Test
  void theVersionIsTold() throws Exception {
    Program.Ended ended = Program.in(folder).run(0, "--version");
    assertThat(ended.out())
        .containsPattern("\\d+\\.\\d+\\.\\d+")
        .containsPattern("(?m)^(commit [0-9a-f]{40}(-dirty)?|of no known commit)$");
  }
}
