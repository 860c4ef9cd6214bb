package org.parfocal.imaging;

import java.util.ArrayList;
import java.util.List;

/**
 * The patches that are cut out of one large image. They know of each other, because most formats
 * can only be decoded from the top: decoding for one patch should therefore give the others too.
 */
public final class PatchSheet {
  private final ImageFile file;
  private final int size;
  private final List<Field> fields;
  private final List<PatchSource> patches;

  private PatchSheet(ImageFile file, int size, List<Field> fields) {
    this.file = file;
    this.size = size;
    this.fields = List.copyOf(fields);
    List<PatchSource> sources = new ArrayList<>(fields.size());
    for (int i = 0; i < this.fields.size(); i++) {
      sources.add(new PatchSource(this, i));
    }
    patches = List.copyOf(sources);
  }

  /**
   * Prepares patches; opens nothing.
   *
   * @param file the large image; a tiled TIFF (also SVS) is read in parts, and may be larger than
   *     memory
   * @param size edge of every patch, in pixels
   * @param fields what they show; each becomes a patch, in this order
   */
  public static PatchSheet of(ImageFile file, int size, List<Field> fields) {
    if (size < 1) {
      throw new IllegalArgumentException("a patch of " + size + " pixels");
    }
    return new PatchSheet(file, size, fields);
  }

  /** The large image. */
  public ImageFile file() {
    return file;
  }

  /** One patch for each field, in the fields' order. */
  public List<PatchSource> patches() {
    return patches;
  }

  int size() {
    return size;
  }

  List<Field> fields() {
    return fields;
  }
}
