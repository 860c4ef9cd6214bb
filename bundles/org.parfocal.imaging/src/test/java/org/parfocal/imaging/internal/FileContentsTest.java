package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Sha256;

/** Contents of files are read once, and again whenever a file looks otherwise. */
class FileContentsTest {
  private static final String OTHER = Sha256.of("what the cache says");

  @TempDir Path folder;
  private Path data = Path.of("");
  private String before = "";

  @BeforeEach
  void cache() throws IOException {
    before = System.getProperty("parfocal.cache", "");
    System.setProperty("parfocal.cache", folder.resolve("cache").toString());
    data = Files.createDirectory(folder.resolve("data"));
  }

  @AfterEach
  void restore() {
    System.setProperty("parfocal.cache", before);
  }

  @Test
  void areNotKeptWhileAFileMayChangeUnseen() throws IOException {
    Path file = Files.writeString(data.resolve("a"), "one");

    assertThat(content("a", false)).isEqualTo(Sha256.of("one"));
    assertThat(folder.resolve("cache")).as("made a moment ago").doesNotExist();
    Files.writeString(file, "two");
    assertThat(content("a", false)).isEqualTo(Sha256.of("two"));
  }

  @Test
  void areKeptOnceAFileHasSettled() throws IOException, InterruptedException {
    Files.writeString(data.resolve("a"), "one");
    settle();
    assertThat(content("a", false)).isEqualTo(Sha256.of("one"));

    plant(OTHER);
    assertThat(content("a", false)).as("not read").isEqualTo(OTHER);
    assertThat(content("a", true)).as("read").isEqualTo(Sha256.of("one"));
    assertThat(content("a", false)).as("and kept anew").isEqualTo(Sha256.of("one"));
  }

  @Test
  void areReadAgainIfOnlyTheTimeOfChangeDiffers() throws IOException, InterruptedException {
    Path file = Files.writeString(data.resolve("a"), "one");
    FileTime written = Files.getLastModifiedTime(file);
    settle();
    assertThat(content("a", false)).isEqualTo(Sha256.of("one"));

    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, written);
    assertThat(content("a", false)).isEqualTo(Sha256.of("two"));
  }

  @Test
  void areReadAgainWhereTheirLinesAreDamaged() throws IOException, InterruptedException {
    Files.writeString(data.resolve("a"), "one");
    settle();
    assertThat(content("a", false)).isEqualTo(Sha256.of("one"));
    byte[] whole = Files.readAllBytes(kept());
    for (int length = 0; length < whole.length; length++) {
      Files.write(kept(), Arrays.copyOf(whole, length));
      assertThat(content("a", false)).as("%d bytes", length).isEqualTo(Sha256.of("one"));
    }
    Files.writeString(kept(), "\n \u0000 99999999999999999999 a\n".repeat(3));
    assertThat(content("a", false)).isEqualTo(Sha256.of("one"));
  }

  @Test
  void areTheSameWithoutACache() throws IOException, InterruptedException {
    Files.writeString(data.resolve("a"), "one");
    settle();
    Files.writeString(folder.resolve("cache"), "a file where the folder should be");
    assertThat(content("a", false)).isEqualTo(Sha256.of("one"));
    assertThatThrownBy(() -> content("b", false)).isInstanceOf(NoSuchFileException.class);
  }

  private String content(String name, boolean again) throws IOException {
    return new FileContents(data).of(data.resolve(name), name, again).sha256();
  }

  private static void settle() throws InterruptedException {
    Thread.sleep(3_100); // nothing can set the time of change back
  }

  private Path kept() throws IOException {
    try (var files = Files.list(folder.resolve("cache/contents"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private void plant(String content) throws IOException {
    List<String> lines = Files.readAllLines(kept());
    Files.writeString(kept(), content + lines.get(0).substring(64) + "\n");
  }
}
