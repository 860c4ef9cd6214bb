package org.parfocal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
  private static final String TEMPORARY = "java.io.tmpdir";
  private final String before = System.getProperty(TEMPORARY);

  @TempDir Path folder;

  @BeforeEach
  void useFolder() {
    System.setProperty(TEMPORARY, folder.toString());
  }

  @AfterEach
  void restore() {
    System.setProperty(TEMPORARY, before);
  }

  @Test
  void closingRemovesEverything() throws Exception {
    Storage storage = Storage.create();
    Files.createDirectories(storage.folder().resolve("bundle1/data"));
    Files.writeString(storage.folder().resolve("bundle1/data/file"), "text");

    storage.close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void onlyFoldersOfDeadProcessesAreTidiedAway() throws Exception {
    Path dead = Files.createDirectory(folder.resolve("parfocal-" + deadProcess() + "-1"));
    Path alive =
        Files.createDirectory(folder.resolve("parfocal-" + ProcessHandle.current().pid() + "-1"));
    Path foreign = Files.createDirectory(folder.resolve("parfocal-notes"));

    Storage.create().close();

    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(foreign).exists();
  }

  private static long deadProcess() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }
}
