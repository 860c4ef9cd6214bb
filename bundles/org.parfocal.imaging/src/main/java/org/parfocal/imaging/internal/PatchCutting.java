package org.parfocal.imaging.internal;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.Field;
import org.parfocal.imaging.Resampling;
import org.parfocal.imaging.internal.Decoder.Access;

/** Decodes parts of large images and brings them to the size of a patch. */
public final class PatchCutting {
  private PatchCutting() {}

  /** Is given patches by their place in a list. */
  public interface Taker {
    void take(int index, RgbImage patch);
  }

  /** One patch. */
  public static RgbImage alone(Path file, int size, Field field) {
    List<RgbImage> only = new ArrayList<>();
    cut(file, size, List.of(field), 0, false, (index, patch) -> only.add(patch));
    return only.get(0);
  }

  /** The wanted patch and those of the others that the same decoding gives. */
  public static void withNeighbours(
      Path file, int size, List<Field> fields, int wanted, Taker taker) {
    cut(file, size, fields, wanted, true, taker);
  }

  private static void cut(
      Path file, int size, List<Field> fields, int wanted, boolean neighbours, Taker taker) {
    Decoder.use(
        file,
        Access.PARTS,
        (image, format) -> {
          image.check();
          ReadingPlan plan = ReadingPlan.of(file, image.pages(), size, fields, wanted, neighbours);
          take(image, plan, size, taker);
          return plan;
        });
  }

  private static void take(StoredImage image, ReadingPlan plan, int size, Taker taker)
      throws IOException {
    Rectangle window = plan.window();
    RgbImage pixels = image.read(plan.page(), window);
    if (pixels.width() != window.width || pixels.height() != window.height) {
      throw new IOException("its pixels are not those that its header declares");
    }
    for (ReadingPlan.Part part : plan.parts()) {
      Rectangle area = part.area();
      Field field = part.field();
      taker.take(
          part.index(),
          Resampling.scalePart(
              cut(pixels, area.x - window.x, area.y - window.y, area.width, area.height),
              field.left() - area.x,
              field.top() - area.y,
              field.edge(),
              size));
    }
  }

  private static RgbImage cut(RgbImage pixels, int left, int top, int width, int height) {
    if (width == pixels.width() && height == pixels.height()) {
      return pixels;
    }
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      int from = 3 * ((top + y) * pixels.width() + left);
      System.arraycopy(pixels.rgb(), from, rgb, 3 * y * width, 3 * width);
    }
    return new RgbImage(width, height, rgb);
  }
}
