package org.parfocal.imaging.internal;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
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
        (reader, format) -> {
          format.check(file);
          List<Page> pages = Page.of(reader);
          ReadingPlan plan = ReadingPlan.of(file, pages, size, fields, wanted, neighbours);
          take(reader, plan, size, taker);
          return plan;
        });
  }

  private static void take(ImageReader reader, ReadingPlan plan, int size, Taker taker)
      throws IOException {
    Rectangle window = plan.window();
    BufferedImage pixels = Decoder.pixels(reader, plan.page().index(), window);
    if (pixels.getWidth() != window.width || pixels.getHeight() != window.height) {
      throw new IOException("its pixels are not those that its header declares");
    }
    for (ReadingPlan.Part part : plan.parts()) {
      Rectangle area = part.area();
      RgbImage cut =
          RgbConversion.toRgb(
              pixels, new Rectangle(area.x - window.x, area.y - window.y, area.width, area.height));
      Field field = part.field();
      taker.take(
          part.index(),
          Resampling.scalePart(
              cut, field.left() - area.x, field.top() - area.y, field.edge(), size));
    }
  }
}
