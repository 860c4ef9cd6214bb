package org.parfocal.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.OutputException;

class StudyLockTest {
  private static final String TAKEN = "taken";

  @TempDir private Path study;

  @Test
  void aSecondRunInOneProcessDoesNotGiveTheLockToAnotherProcess() throws Exception {
    try (StudyLock lock = StudyLock.take(study)) {
      assertThatThrownBy(() -> StudyLock.take(study))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("this one");
      assertThat(inAnotherProcess())
          .contains("Another run uses", "process " + ProcessHandle.current().pid());
    }
    assertThat(inAnotherProcess()).isEqualTo(TAKEN);
    StudyLock.take(study).close();
  }

  @Test
  void aFolderUnderASecondNameIsTheSameFolder() throws IOException {
    Path other =
        Files.createSymbolicLink(study.resolveSibling(study.getFileName() + "-other"), study);
    try (StudyLock lock = StudyLock.take(study)) {
      assertThatThrownBy(() -> StudyLock.take(other)).isInstanceOf(OutputException.class);
    } finally {
      Files.delete(other);
    }
  }

  @Test
  void aRefusedFolderCanBeTakenOnceItIsMended() throws IOException {
    Path planted = Files.writeString(study.resolve(".lock"), "somebody's own");
    assertThatThrownBy(() -> StudyLock.take(study)).isInstanceOf(OutputException.class);
    assertThat(planted).hasContent("somebody's own");
    Files.delete(planted);
    StudyLock.take(study).close();
  }

  private String inAnotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Taker.class.getName(),
                study.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  /** Another process that takes the lock. */
  static final class Taker {
    private Taker() {}

    public static void main(String[] arguments) {
      try (StudyLock lock = StudyLock.take(Path.of(arguments[0]))) {
        System.out.print(TAKEN);
      } catch (OutputException e) {
        System.out.print(e.getMessage());
      }
    }
  }
}
