package org.parfocal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSettingsTest {
  @TempDir private Path folder;

  @Test
  void aLogFileThatCannotBeWrittenIsSaid() {
    assertThatThrownBy(() -> LogSettings.checkFile(folder.toString()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("PARFOCAL_LOG_FILE")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void aLogFileIsAppendedTo() throws Exception {
    Path file = Files.writeString(folder.resolve("log"), "before");
    LogSettings.checkFile(file.toString());
    LogSettings.checkFile(null);
    LogSettings.checkFile(" ");
    assertThat(file).hasContent("before");
  }
}
