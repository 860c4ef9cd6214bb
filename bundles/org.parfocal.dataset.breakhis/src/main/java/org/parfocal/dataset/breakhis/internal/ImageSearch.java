package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.parfocal.api.DatasetException;
import org.parfocal.imaging.ImageFormat;

/**
 * One walk over a folder that collects the BreaKHis images in it, wherever they stand, and what
 * looks like one but is not. No file is opened. Links are followed wherever they lead: tools that
 * version data keep the files elsewhere.
 */
final class ImageSearch {
  /** The published layout has 7 levels; copies nest it in a few more. */
  private static final int DEPTH = 16;

  private static final int ENTRIES = 200_000;

  /**
   * A file named like a BreaKHis image.
   *
   * @param name what its name says
   * @param path relative to the folder that was searched, with {@code /}
   */
  record Found(BreakhisName name, String path) {}

  private final Path root;
  private final List<Found> images = new ArrayList<>();
  private final Examples misnamed = new Examples();
  private final Examples links = new Examples();
  private final Examples empty = new Examples();
  private final Examples contradictions = new Examples();
  private final Examples repeated = new Examples();
  private final Map<String, String> pathByName = new HashMap<>();
  private final List<Path> exportNotes = new ArrayList<>();
  private int entries;

  private ImageSearch(Path root) {
    this.root = root;
  }

  /**
   * Searches a folder.
   *
   * @param root a real path
   * @throws DatasetException if a part of it cannot be listed, or it is far too large
   */
  static ImageSearch in(Path root) {
    ImageSearch search = new ImageSearch(root);
    try {
      Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), DEPTH, search.new Visitor());
    } catch (IOException e) {
      throw new DatasetException(
          "The folder %s cannot be listed: %s. Make it readable.".formatted(root, reason(e)), e);
    }
    return search;
  }

  /** In no particular order. */
  List<Found> images() {
    return images;
  }

  /** Images, or files called SOB…, whose name breaks the pattern. */
  Examples misnamed() {
    return misnamed;
  }

  /** Links that lead to nothing, or back to where they stand. */
  Examples links() {
    return links;
  }

  /** Images of zero bytes. */
  Examples empty() {
    return empty;
  }

  /** Images whose name says something else than a folder above them. */
  Examples contradictions() {
    return contradictions;
  }

  /** File names that stand in two places. */
  Examples repeated() {
    return repeated;
  }

  /** Notes that a writer left: these images are somebody's export. */
  List<Path> exportNotes() {
    return exportNotes;
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private void take(Path file, BreakhisName name, FolderNames folders, long bytes) {
    String path = root.relativize(file).toString().replace('\\', '/');
    String earlier = pathByName.putIfAbsent(name.fileName(), path);
    if (earlier != null && isSame(earlier, file)) {
      return; // reached through a link, too
    }
    String folder = folders.contradicting(name);
    if (!folder.isEmpty()) {
      contradictions.add(path + " (in " + folder + ")");
    }
    if (earlier != null) {
      repeated.add(earlier + " and " + path);
      return;
    }
    if (bytes == 0) {
      empty.add(path);
    }
    images.add(new Found(name, path));
  }

  private boolean isSame(String earlier, Path file) {
    try {
      return Files.isSameFile(root.resolve(earlier), file);
    } catch (IOException e) {
      return false;
    }
  }

  /** Collects into the search around it. */
  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Map<Path, FolderNames> folders = new HashMap<>();

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      count();
      return !folder.equals(root) && isHidden(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      count();
      if (attributes.isDirectory()) {
        throw new DatasetException(
            "The folder %s lies more than %d levels below %s; set the data set's path closer to the images."
                .formatted(file, DEPTH, root));
      }
      if (isHidden(file)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink()) {
        if (looksLikeImage(name(file))) {
          links.add(root.relativize(file).toString()); // to nothing
        }
      } else if (attributes.isRegularFile()) {
        file(file, attributes.size());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof FileSystemLoopException) {
        links.add(root.relativize(file).toString());
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    private void file(Path file, long bytes) {
      String name = name(file);
      BreakhisName.parse(name)
          .ifPresentOrElse(
              image -> take(file, image, foldersOf(file), bytes),
              () -> {
                if (name.equals(ExportNote.FILE)) {
                  exportNotes.add(file);
                } else if (looksLikeImage(name)) {
                  misnamed.add(root.relativize(file).toString());
                }
              });
    }

    private FolderNames foldersOf(Path file) {
      Path folder = file.getParent();
      return folders.computeIfAbsent(folder == null ? root : folder, FolderNames::of);
    }

    private void count() {
      entries++;
      if (entries > ENTRIES) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "%s holds more than %,d files; set the data set's path to the BreaKHis folder"
                    + " itself.",
                root,
                ENTRIES));
      }
    }
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Version control, thumbnails, and what archivers of other systems leave behind. */
  private static boolean isHidden(Path file) {
    String name = name(file);
    return name.startsWith(".") || name.equals("__MACOSX");
  }

  private static boolean looksLikeImage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean unfinished = lower.endsWith(".tmp"); // of a writer that was killed
    return !unfinished
        && (lower.startsWith("sob_")
            || lower.endsWith(".bmp")
            || ImageFormat.named(lower).isPresent());
  }
}
