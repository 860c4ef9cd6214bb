package org.parfocal.dataset.breakhis.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folders above an image that say something about it: class, tumour type, slide, magnification.
 * Copies with other folders are common, so folders that say nothing are no fault, but one that
 * contradicts the file's name is: it is unknown which of the two is right.
 */
final class FolderNames {
  private static final int LEVELS = 6;
  private static final Set<String> TOP = Set.of("breast", "histology_slides", "BreaKHis_v1");
  private static final Pattern MAGNIFICATION = Pattern.compile("\\d+X");
  private static final Pattern SLIDE = Pattern.compile("SOB_[BM]_.*");

  private final List<String> telling = new ArrayList<>();

  private FolderNames() {}

  /** The telling names among a folder and those above it, up to the top of the layout. */
  static FolderNames of(Path folder) {
    FolderNames names = new FolderNames();
    Path at = folder;
    for (int level = 0; level < LEVELS && at != null && at.getFileName() != null; level++) {
      String name = at.getFileName().toString();
      if (TOP.contains(name)) {
        break;
      }
      if (tells(name)) {
        names.telling.add(name);
      }
      at = at.getParent();
    }
    return names;
  }

  /** The first folder that contradicts a file name, or an empty text. */
  String contradicting(BreakhisName image) {
    Set<String> said =
        Set.of(
            image.subtype().tumourClass(),
            image.subtype().folder(),
            image.slideFolder(),
            image.nominalMagnification());
    return telling.stream().filter(name -> !said.contains(name)).findFirst().orElse("");
  }

  private static boolean tells(String name) {
    return name.equals(Subtype.BENIGN)
        || name.equals(Subtype.MALIGNANT)
        || Subtype.folders().contains(name)
        || MAGNIFICATION.matcher(name).matches()
        || SLIDE.matcher(name).matches();
  }
}
