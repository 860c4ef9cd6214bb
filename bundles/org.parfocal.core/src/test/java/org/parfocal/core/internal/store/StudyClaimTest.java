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
import org.parfocal.core.ProgressListener;
import org.parfocal.core.internal.claim.Claim;
import org.parfocal.core.internal.claim.Claims;

class StudyClaimTest {
  private static final String TAKEN = "taken";

  @TempDir private Path study;

  @Test
  void neitherASecondRunOfThisProcessNorAnotherProcessTakesAStudyThatRuns() throws Exception {
    try (Claim claim = take(study)) {
      assertThatThrownBy(() -> take(study))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(inAnotherProcess())
          .contains("Another run uses", "process " + ProcessHandle.current().pid());
    }
    assertThat(inAnotherProcess()).isEqualTo(TAKEN);
    take(study).close();
  }

  @Test
  void aFolderUnderASecondNameIsTheSameFolder() throws IOException {
    Path other =
        Files.createSymbolicLink(study.resolveSibling(study.getFileName() + "-other"), study);
    try (Claim claim = take(study)) {
      assertThatThrownBy(() -> take(other)).isInstanceOf(OutputException.class);
    } finally {
      Files.delete(other);
    }
  }

  @Test
  void aRefusedFolderCanBeTakenOnceItIsMended() throws IOException {
    Path planted = Files.createSymbolicLink(study.resolve("planted"), study.resolve(".."));
    assertThatThrownBy(() -> take(study)).isInstanceOf(OutputException.class);
    Files.delete(planted);
    take(study).close();
    assertThat(study).isEmptyDirectory();
  }

  private static Claim take(Path folder) {
    return StudyClaim.take(folder, new Claims(""), new ProgressListener() {});
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
      try (Claim claim = take(Path.of(arguments[0]))) {
        System.out.print(TAKEN);
      } catch (OutputException e) {
        System.out.print(e.getMessage());
      }
    }
  }
}
