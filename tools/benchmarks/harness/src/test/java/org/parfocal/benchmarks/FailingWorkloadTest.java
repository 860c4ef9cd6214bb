package org.parfocal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Measures a real worker process: {@link org.parfocal.benchmarks.counting.Main}. */
class FailingWorkloadTest {
  @TempDir Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

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
  void speedTellsItAndMeasuresTheOthers() {
    int status =
        execute(
            new SpeedCommand(),
            "--modes=TRAIN",
            "--sizes=96",
            "--batches=16",
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

  @Test
  void frozenTellsItAndMeasuresTheOthers() {
    int status = execute(new FrozenCommand(), "--images=40", "--rounds=2");

    assertThat(status).isEqualTo(1);
    assertThat(out.toString().lines().filter(line -> line.contains(" | counting | ")))
        .satisfiesExactly(
            row -> assertThat(row).startsWith("| resnet18 |"),
            row -> assertThat(row).startsWith("| resnet50 |"));
    assertThat(err)
        .asString()
        .startsWith(
            "error: unknown is left out of the table: counting failed at 'prepare unknown 96 40");
  }

  private int execute(Object command, String... options) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            Stream.concat(
                    Stream.of("--engines=counting", "--backbones=unknown,resnet18,resnet50"),
                    Stream.of(options))
                .toArray(String[]::new));
  }
}
