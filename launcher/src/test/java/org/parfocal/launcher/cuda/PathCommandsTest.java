package org.parfocal.launcher.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.launcher.cuda.Commands.Ended;

@DisabledOnOs(OS.WINDOWS)
class PathCommandsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void aProgramIsFoundAndGetsItsArguments() throws Exception {
    program("echo \"$1-$2\"; echo wrong >&2; exit 3");

    assertThat(new PathCommands("/nowhere:" + folder, LONG).run("tool", List.of("a b", "$c")))
        .hasValue(new Ended(3, "a b-$c\nwrong\n"));
  }

  @Test
  void onlyAbsoluteFoldersAreSearched() throws Exception {
    program("echo found");
    Path relative = Path.of("").toAbsolutePath().relativize(folder);

    assertThat(new PathCommands(relative + "::.", LONG).run("tool", List.of())).isEmpty();
    assertThat(new PathCommands("", LONG).run("tool", List.of())).isEmpty();
  }

  @Test
  void whatIsNoProgramIsNotRun() throws Exception {
    Files.writeString(folder.resolve("tool"), "#!/bin/sh\necho found\n");

    assertThat(new PathCommands(folder.toString(), LONG).run("tool", List.of())).isEmpty();
  }

  @Test
  void aProgramThatHangsIsKilledWithItsChildren() throws Exception {
    program("sleep 300; echo late");
    long start = System.nanoTime();

    assertThat(new PathCommands(folder.toString(), Duration.ofSeconds(1)).run("tool", List.of()))
        .hasValue(new Ended(Ended.CUT_OFF, "gave no answer within 1 s"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      // It has been killed; the system may take a moment to say so.
      child.onExit().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void endlessOutputIsCut() throws Exception {
    program("while :; do echo 0123456789012345678901234567890123456789; done");

    Ended ended =
        new PathCommands(folder.toString(), Duration.ofSeconds(5))
            .run("tool", List.of())
            .orElseThrow();

    assertThat(ended.output()).hasSizeLessThanOrEqualTo(1 << 16);
  }

  private void program(String body) throws Exception {
    Path file = Files.writeString(folder.resolve("tool"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
