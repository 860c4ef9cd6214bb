package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

/**
 * What a shell gives the program: streams that cannot be written, and locales that are not there.
 */
class SurroundingsIT {
  /** The name holds ü, which only a shell can write whatever the locale of this process is. */
  private static final String STUDY =
      "file=$(printf 'M\\303\\274ller.yaml');"
          + " printf 'study: s\\ndataset: {reader: no-reader}\\n' > \"$file\";";

  @TempDir Path folder;

  private String shell(String script) throws IOException, InterruptedException {
    Path told = Files.createTempFile(folder, "told", ".txt");
    Process process =
        new ProcessBuilder("sh", "-c", script, Program.distribution() + "/bin/parfocal")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    int code = process.waitFor();
    return Files.readString(told, StandardCharsets.UTF_8) + "exit " + code;
  }

  @Test
  void whatCannotBePrintedIsNoSuccess() throws Exception {
    assertThat(shell("\"$0\" plugins --json > /dev/full"))
        .contains("error: Not everything was printed")
        .endsWith("exit 6");
    assertThat(shell("\"$0\" --version 2> /dev/full")).endsWith("exit 0");
    assertThat(shell("\"$0\" plugins >&-"))
        .contains("Not everything was printed")
        .endsWith("exit 6");
  }

  @Test
  void aLogThatCannotBeWrittenIsNoSuccess() throws Exception {
    assertThat(shell("PARFOCAL_LOG_FILE=/dev/full \"$0\" plugins --verbose"))
        .contains("error: The log is not complete")
        .doesNotContain("ch.qos.logback", "\tat ")
        .endsWith("exit 6");
    assertThat(shell("PARFOCAL_LOG_FILE=/dev/null/log \"$0\" plugins"))
        .containsOnlyOnce("/dev/null/log")
        .contains("PARFOCAL_LOG_FILE")
        .doesNotContain("ch.qos.logback", "\tat ")
        .endsWith("exit 2");
  }

  @Test
  void tooLittleAddressSpaceIsSaid() throws Exception {
    assertThat(shell("ulimit -v 2500000; \"$0\" plugins"))
        .startsWith("error: ")
        .contains("2500000 kB", "ulimit -v unlimited")
        .endsWith("exit 4");
  }

  @Test
  void filesAreFoundWhateverTheLocaleIs() throws Exception {
    for (String locale :
        new String[] {"LC_ALL=xx_YY.UTF-8", "LC_CTYPE=UTF-8", "LANG=C.UTF-8 LC_TIME=xx_YY.UTF-8"}) {
      assertThat(shell(STUDY + "unset LC_ALL; export " + locale + "; \"$0\" plan \"$file\""))
          .as(locale)
          .contains("Müller.yaml:2:")
          .endsWith("exit 2");
    }
  }
}
