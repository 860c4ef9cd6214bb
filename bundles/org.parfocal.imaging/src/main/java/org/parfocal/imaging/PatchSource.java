package org.parfocal.imaging;

import java.util.List;
import java.util.function.BiConsumer;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.internal.PatchCutting;

/**
 * A square patch of a large image: the field of a {@link PatchSheet}, brought to the patch's size
 * by area averaging, as {@link Resampling#scalePart}. Where a tiled TIFF has a page that is the
 * image reduced, and still fine enough, that page is read instead.
 */
public final class PatchSource implements ImageSource {
  private final PatchSheet sheet;
  private final int index;

  PatchSource(PatchSheet sheet, int index) {
    this.sheet = sheet;
    this.index = index;
  }

  /** The sheet that this patch is cut from. */
  public PatchSheet sheet() {
    return sheet;
  }

  /** What it shows. */
  public Field field() {
    return sheet.fields().get(index);
  }

  @Override
  public String key() {
    Field field = field();
    return String.join(
        "|",
        sheet.file().key(),
        Double.toString(field.left()),
        Double.toString(field.top()),
        Double.toString(field.edge()),
        Integer.toString(sheet.size()));
  }

  @Override
  public void verifyKey() {
    sheet.file().verifyKey();
  }

  @Override
  public String description() {
    Field field = field();
    return "%s, %.0f×%.0f pixels at %.0f, %.0f"
        .formatted(
            sheet.file().description(), field.edge(), field.edge(), field.left(), field.top());
  }

  /**
   * Decodes this patch only.
   *
   * @throws DatasetException as {@link ImageFile#read()}, and if the field is not inside of the
   *     image or too large to be read at once
   */
  @Override
  public RgbImage read() {
    RgbImage image = PatchCutting.alone(sheet.file().path(), sheet.size(), field());
    sheet.file().requireUnchanged();
    return image;
  }

  /**
   * Decodes this patch, and takes along the patches of the sheet that come out of the same
   * decoding: of a tiled TIFF those inside this patch's field, of other files all, or all nearby if
   * the image is very large.
   *
   * @param taker is given each of them, this one too
   */
  @Override
  public void readTogether(BiConsumer<ImageSource, RgbImage> taker) {
    List<PatchSource> patches = sheet.patches();
    PatchCutting.withNeighbours(
        sheet.file().path(),
        sheet.size(),
        sheet.fields(),
        index,
        (other, pixels) -> {
          sheet.file().requireUnchanged();
          taker.accept(patches.get(other), pixels);
        });
  }

  @Override
  public Object decodedTogether() {
    return sheet;
  }

  @Override
  public String toString() {
    return description();
  }
}
