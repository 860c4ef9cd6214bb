package org.parfocal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
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
    Files.createDirectories(storage.framework().resolve("bundle1/data"));
    Files.writeString(storage.framework().resolve("bundle1/data/file"), "text");

    storage.close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessLeftIsTidiedAway() throws Exception {
    Path left = lay("parfocal-1", true);

    Storage.create().close();

    assertThat(left).doesNotExist();
  }

  @Test
  void youngAndForeignFoldersStay() throws Exception {
    Path young = lay("parfocal-2", false);
    Path foreign = Files.createDirectory(folder.resolve("parfocal-notes"));

    Storage.create().close();

    assertThat(young).exists();
    assertThat(foreign).exists();
  }

  @Test
  void whatAProcessLeftThatWasKilledBeforeItsLockIsTidiedAway() throws Exception {
    Path left = Files.createDirectory(folder.resolve("parfocal-1234567890"));
    Path filled = Files.createDirectory(folder.resolve("parfocal-1234567891"));
    Files.writeString(filled.resolve("file"), "somebody's");
    Path young = Files.createDirectory(folder.resolve("parfocal-1234567892"));
    FileTime hourAgo = FileTime.from(Instant.now().minusSeconds(3600));
    Files.setLastModifiedTime(left, hourAgo);
    Files.setLastModifiedTime(filled, hourAgo);

    Storage.create().close();

    assertThat(left).doesNotExist();
    assertThat(filled).isNotEmptyDirectory();
    assertThat(young).exists();
  }

  @Test
  void theFolderOfALivingProcessStays() throws Exception {
    Path alive = lay("parfocal-3", true);
    Process other = holdLock(alive.resolve("lock"));
    try {
      Storage.create().close();
      assertThat(alive).exists();
    } finally {
      other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private Path lay(String name, boolean old) throws IOException {
    Path left = Files.createDirectory(folder.resolve(name));
    Path lock = Files.createFile(left.resolve("lock"));
    if (old) {
      Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(3600)));
    }
    return left;
  }

  /** Locks are the process's own, so it takes another one to hold it. */
  private static Process holdLock(Path file) throws IOException {
    Path source = Files.writeString(file.resolveSibling("Hold.java"), HOLD);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                source.toString(),
                file.toString())
            .start();
    // Its one byte of output says that the lock is held.
    assertThat(process.getInputStream().read()).isPositive();
    return process;
  }

  private static final String HOLD =
      """
      class Hold {
        public static void main(String[] file) throws Exception {
          var channel = java.nio.channels.FileChannel.open(
              java.nio.file.Path.of(file[0]), java.nio.file.StandardOpenOption.WRITE);
          var lock = channel.lock();
          System.out.println(lock.isValid());
          Thread.sleep(60_000);
        }
      }
      """;
}
