package org.parfocal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Asks a real worker process, which says to take a MiB more with each step. */
class SteadyCommandTest {
  @TempDir Path home;

  private final StringWriter out = new StringWriter();

  @BeforeEach
  void placeEngine() throws IOException {
    Path target = Files.createDirectories(home.resolve("counting").resolve("target"));
    Files.writeString(target.resolve("classpath"), System.getProperty("java.class.path"));
    System.setProperty("benchmarks.home", home.toString());
  }

  @AfterEach
  void forgetEngine() {
    System.clearProperty("benchmarks.home");
  }

  private int steady(int steps) {
    return new CommandLine(new SteadyCommand())
        .setOut(new PrintWriter(out))
        .execute("--engines=counting", "--steps=" + steps);
  }

  @Test
  void memoryThatGrowsFails() {
    assertThat(steady(7)).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("\\| `counting` \\| \\d+\\.\\d \\| 21 \\| 28 \\*\\*grew");
  }

  @Test
  void whatAProcessTakesByTheWayDoesNot() {
    assertThat(steady(1)).isZero();
    assertThat(out.toString()).containsPattern("\\| 21 \\| 22 \\|").doesNotContain("grew");
  }
}
