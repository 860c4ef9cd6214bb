package org.parfocal.core.internal.claim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A folder of numbered claims on one thing. Who made the highest number holds it, and the number is
 * made exclusively: by a hard link, which is atomic on NFS and Lustre too, or where there are none
 * by a file that must be new.
 */
final class ClaimFolder {
  private static final String CLAIM = "claim-";
  private static final String NEW = ".new-";

  private final Path folder;

  ClaimFolder(Path folder) {
    this.folder = folder;
  }

  Path claim(int number) {
    return folder.resolve(CLAIM + number);
  }

  /** The highest number; 0 if nothing is claimed. */
  int highest() throws IOException {
    NavigableMap<Integer, Path> claims = claims();
    return claims.isEmpty() ? 0 : claims.lastKey();
  }

  private NavigableMap<Integer, Path> claims() throws IOException {
    return NumberedEntries.of(folder, CLAIM);
  }

  /**
   * The text of a claim; null if it is gone.
   *
   * @throws IOException if it is no regular file, or larger than a claim
   */
  @Nullable String text(int number) throws IOException {
    Path file = claim(number);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, "it is no claim; remove it");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(ClaimNote.BYTES), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Makes a claim of this number; false if another one has made it. */
  boolean make(int number, byte[] content) throws IOException {
    Path own = folder.resolve(NEW + UUID.randomUUID());
    Path claim = claim(number);
    while (true) {
      try {
        Files.createDirectories(folder);
        Files.write(own, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return linked(own, claim, content);
      } catch (NoSuchFileException e) {
        // Its last holder has just removed the folder: it is made again.
        continue;
      } finally {
        Files.deleteIfExists(own);
      }
    }
  }

  private static boolean linked(Path own, Path claim, byte[] content) throws IOException {
    try {
      Files.createLink(claim, own);
      return true;
    } catch (FileAlreadyExistsException e) {
      // On NFS the answer to a link that was made may be lost, and the second request fails.
      return names(own) > 1;
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      try {
        Files.write(claim, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return true;
      } catch (FileAlreadyExistsException exists) {
        return false;
      }
    }
  }

  private static int names(Path file) throws IOException {
    return Files.getAttribute(file, "unix:nlink") instanceof Integer count ? count : 1;
  }

  /** Removes the claims up to a number, and the folder if nothing else is in it. */
  void remove(int number) throws IOException {
    for (Path claim : claims().headMap(number, true).descendingMap().values()) {
      Files.deleteIfExists(claim);
    }
    try (DirectoryStream<Path> killed = Files.newDirectoryStream(folder, NEW + "*")) {
      for (Path each : killed) {
        Files.deleteIfExists(each); // whoever is just making it begins anew
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      return; // somebody else's claim, or what is left of an attempt
    }
  }
}
