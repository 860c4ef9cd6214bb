package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Looks through folders in which other processes may rename and delete: what is gone meanwhile is
 * passed over. Links are told of and not followed.
 */
public final class FolderTree {
  private FolderTree() {}

  /** Is told of what a folder holds. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Looks at a folder, before what it holds, or at something else.
     *
     * @return {@link FileVisitResult#SKIP_SUBTREE} leaves out what a folder holds
     */
    FileVisitResult visit(Path path, BasicFileAttributes attributes) throws IOException;
  }

  /** Is told of files. */
  @FunctionalInterface
  public interface FileVisitor {
    /** Looks at a regular file. */
    void visit(Path file, BasicFileAttributes attributes) throws IOException;
  }

  /** All regular files of a folder, which need not exist. */
  public static void files(Path folder, FileVisitor visitor) throws IOException {
    walk(
        folder,
        Integer.MAX_VALUE,
        (path, attributes) -> {
          if (attributes.isRegularFile()) {
            visitor.visit(path, attributes);
          }
          return FileVisitResult.CONTINUE;
        });
  }

  /**
   * The folder itself, which need not exist, and all that it holds.
   *
   * @param depth how many folders deep
   */
  public static void walk(Path folder, int depth, Visitor visitor) throws IOException {
    Files.walkFileTree(
        folder,
        Set.of(),
        depth,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            return visitor.visit(path, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            visitor.visit(path, attributes);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }
}
