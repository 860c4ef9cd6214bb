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

/** Measures a real worker process: {@link org.parfocal.benchmarks.counting.Main}. */
class SpeedCommandTest {
  @TempDir Path home;

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

  @Test
  void aWorkloadThatFailsIsToldAndTheOthersAreMeasured() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int status =
        new CommandLine(new SpeedCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "--backbones=unknown,resnet18,resnet50",
                "--modes=TRAIN",
                "--sizes=96",
                "--batches=16",
                "--engines=counting",
                "--rounds=2",
                "--round-seconds=0",
                "--warm-up-seconds=0");

    assertThat(status).isEqualTo(1);
    assertThat(out.toString().lines().filter(line -> line.contains(" | 96 | 16 | train | ")))
        .satisfiesExactly(
            row -> assertThat(row).startsWith("| resnet18 |"),
            row -> assertThat(row).startsWith("| resnet50 |"));
    assertThat(err)
        .asString()
        .isEqualToIgnoringNewLines(
            "error: unknown 96 16 train is left out of the table: counting failed at 'prepare"
                + " unknown 96 16 train': java.lang.IllegalArgumentException: no backbone unknown");
  }
}
