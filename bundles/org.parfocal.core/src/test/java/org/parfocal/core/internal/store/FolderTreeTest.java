package org.parfocal.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that change while they are looked through. */
class FolderTreeTest {
  private static final int ENTRIES = 40;

  @TempDir private Path folder;
  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void folders() throws IOException {
    for (int number = 0; number < ENTRIES; number++) {
      Files.createDirectories(folder.resolve("folder-" + number));
      Files.writeString(folder.resolve("folder-" + number).resolve("file"), "four");
      Files.writeString(folder.resolve("file-" + number), "three");
    }
  }

  private void empty() throws IOException {
    for (int number = 0; number < ENTRIES; number++) {
      Files.deleteIfExists(folder.resolve("file-" + number));
      Files.deleteIfExists(folder.resolve("folder-" + number).resolve("file"));
      Files.deleteIfExists(folder.resolve("folder-" + number));
    }
  }

  private FileVisitResult see(Path path) {
    seen.add(folder.relativize(path).toString());
    return FileVisitResult.CONTINUE;
  }

  @Test
  void passesOverWhatIsGoneMeanwhile() throws IOException {
    FolderTree.files(
        folder,
        (file, attributes) -> {
          see(file);
          empty();
        });
    assertThat(seen).hasSize(1);
  }

  @Test
  void tellsOfEveryFileWithItsSize() throws IOException {
    List<Long> sizes = new ArrayList<>();
    FolderTree.files(folder, (file, attributes) -> sizes.add(attributes.size()));
    assertThat(sizes).hasSize(2 * ENTRIES).containsOnly(4L, 5L);
  }

  @Test
  void tellsOfLinksAndFollowsNone() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("folder-1"));
    List<Path> links = new ArrayList<>();
    FolderTree.walk(
        folder,
        Integer.MAX_VALUE,
        (path, attributes) -> {
          if (attributes.isSymbolicLink()) {
            links.add(path);
          }
          return see(path);
        });
    assertThat(links).containsExactly(link);
    assertThat(seen).contains("folder-1/file").doesNotContain("link/file");
  }

  @Test
  void goesNoDeeperThanAsked() throws IOException {
    FolderTree.walk(folder, 1, (path, attributes) -> see(path));
    assertThat(seen).contains("folder-1", "file-1").doesNotContain("folder-1/file");
  }

  @Test
  void aFolderThatIsNotThereHoldsNothing() throws IOException {
    FolderTree.files(folder.resolve("none"), (file, attributes) -> see(file));
    assertThat(seen).isEmpty();
  }

  @Test
  void otherFailuresAreTold() {
    assertThatThrownBy(
            () ->
                FolderTree.files(
                    folder,
                    (file, attributes) -> {
                      throw new AccessDeniedException(file.toString());
                    }))
        .isInstanceOf(AccessDeniedException.class);
  }
}
