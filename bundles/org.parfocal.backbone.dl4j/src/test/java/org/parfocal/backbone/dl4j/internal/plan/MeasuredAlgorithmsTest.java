package org.parfocal.backbone.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.backbone.dl4j.internal.TestEngine;

class MeasuredAlgorithmsTest {
  private static final Geometry GEOMETRY =
      new Geometry(
          new SlidingWindow(3, 3, 1, 1, 1, 1, 1, 1, false),
          new MapShape(8, 8, 4),
          new MapShape(8, 8, 4));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void startEngine() {
    TestEngine.start();
    file = folder.resolve("made").resolve("convolutions.txt");
  }

  private Algorithms choose(String machine) {
    return new MeasuredAlgorithms(file, machine, 1).of(GEOMETRY, true);
  }

  @Test
  void whatWasMeasuredIsKeptAndUsedAgain() throws IOException {
    Algorithms chosen = choose("here");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .startsWith("here; 3x3 stride 1x1 at 1,1; 8x8x4 to 8x8x4; both gradients = ");
    assertThat(choose("here")).isEqualTo(chosen);

    // What the file says is believed: another choice than a measurement could have made twice.
    for (Algorithms.Backward backward : Algorithms.Backward.values()) {
      Files.writeString(file, lines.get(0).replaceAll("= .*", "= UNFOLDED " + backward));
      assertThat(choose("here")).isEqualTo(new Algorithms(Algorithms.Forward.UNFOLDED, backward));
    }
  }

  @Test
  void anotherMachineMeasuresForItself() throws IOException {
    choose("here");
    choose("there = elsewhere\n");
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(Files.readString(file)).contains("there   elsewhere ; 3x3");
  }

  @Test
  void damagedLinesAreMeasuredAnew() throws IOException {
    choose("here");
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() - 4) + "\nnonsense\n\0\n= \n");

    choose("here");

    assertThat(Files.readString(file)).startsWith("here; ").contains("both gradients = ");
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void aFileThatCannotBeWrittenCostsOnlyTime() throws IOException {
    Files.createDirectories(file);
    assertThat(choose("here")).isNotNull();
    assertThat(new MeasuredAlgorithms(file.resolve("x").resolve("y"), "here", 1).of(GEOMETRY, true))
        .isNotNull();
  }

  @Test
  void theSecondOfTwoProcessesWaitsAndAgrees() throws Exception {
    choose("here");
    String measured = Files.readString(file);
    Files.delete(file);
    Process first =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                file.resolveSibling("convolutions.txt.lock").toString(),
                file.toString(),
                measured.replaceAll("= .*", "= UNFOLDED TRANSPOSED"))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader answers = first.inputReader()) {
      assertThat(answers.readLine()).isEqualTo("locked");
      CompletableFuture<Algorithms> second = CompletableFuture.supplyAsync(() -> choose("here"));
      first.outputWriter().append("go on\n").flush();

      assertThat(second.get())
          .isEqualTo(new Algorithms(Algorithms.Forward.UNFOLDED, Algorithms.Backward.TRANSPOSED));
    } finally {
      first.destroy();
    }
  }

  /** Another process: holds the lock until it is told to write its choice. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel =
              FileChannel.open(
                  Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        System.out.println(lock.isValid() ? "locked" : "not locked");
        System.in.read();
        Files.writeString(Path.of(arguments[1]), arguments[2]);
      }
    }
  }
}
