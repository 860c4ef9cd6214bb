package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("table.csv");
  }

  @Test
  void writesAndReplaces() throws IOException {
    WholeFile.write(file, "größer");
    assertThat(file).hasContent("größer");
    WholeFile.write(file, out -> out.write(new byte[] {1, 2}));
    assertThat(file).hasBinaryContent(new byte[] {1, 2});
    WholeFile.writeSynced(file, out -> out.write(new byte[200_000]));
    assertThat(file).hasBinaryContent(new byte[200_000]);
    assertThat(entries()).containsExactly(file);
  }

  @Test
  void theOldContentStandsUntilTheNewIsWhole() throws IOException {
    WholeFile.write(file, "old");
    List<Path> during = new ArrayList<>();
    WholeFile.write(
        file,
        out -> {
          out.write(new byte[1 << 17]);
          assertThat(file).hasContent("old");
          during.addAll(entries());
        });

    during.remove(file);
    assertThat(during).singleElement().matches(WholeFile::isUnfinished);
    assertThat(file).hasSize(1 << 17);
  }

  @Test
  void aFailureLeavesNothingNew() throws IOException {
    WholeFile.write(file, "old");

    assertThatIOException()
        .isThrownBy(
            () ->
                WholeFile.writeSynced(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("full");
                    }))
        .withMessage("full");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(file).hasContent("old");
    assertThat(entries()).containsExactly(file);
  }

  @Test
  void doesNotReplaceAFolderOrMakeOne() throws IOException {
    Files.createDirectories(file.resolve("full"));

    assertThatIOException().isThrownBy(() -> WholeFile.write(file, "x"));
    assertThatIOException().isThrownBy(() -> WholeFile.write(folder.resolve("new/file"), "x"));
    assertThat(entries()).containsExactly(file);
  }

  @Test
  void twoWritersDoNotDisturbEachOther() throws IOException {
    WholeFile.write(
        file,
        out -> {
          out.write('1');
          WholeFile.write(file, "2");
          assertThat(file).hasContent("2");
        });

    assertThat(file).hasContent("1");
    assertThat(entries()).containsExactly(file);
  }

  @Test
  void nothingButRegularFilesIsReplaced() throws IOException {
    Path another = Files.writeString(folder.resolve("another"), "theirs");
    Files.createSymbolicLink(file, another);
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Path device = Path.of("/dev/null");

    for (Path refused : List.of(file, taken, device)) {
      assertThatIOException()
          .isThrownBy(() -> WholeFile.write(refused, "ours"))
          .withMessageContaining("replaced");
    }
    assertThat(file).isSymbolicLink();
    assertThat(another).hasContent("theirs");
    assertThat(entries()).containsExactlyInAnyOrder(another, file, taken);
  }

  @Test
  void anInterruptedThreadWritesToTheEnd() throws IOException {
    Thread.currentThread().interrupt();
    try {
      WholeFile.write(file, "one");
      WholeFile.writeSynced(file, out -> out.write('2'));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(file).hasContent("2");
  }

  @Test
  void otherNamesAreNotUnfinished() {
    assertThat(List.of("table.csv", "table.csv.tmp", "table.csv.1.tmp", ".tmp"))
        .noneMatch(name -> WholeFile.isUnfinished(Path.of(name)));
    assertThat(WholeFile.isUnfinished(Path.of("/"))).isFalse();
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
