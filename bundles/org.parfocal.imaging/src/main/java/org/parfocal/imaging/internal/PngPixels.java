package org.parfocal.imaging.internal;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageTypeSpecifier;
import org.parfocal.api.RgbImage;

/**
 * Where the decoder puts the pixels of a large PNG: each becomes RGB as it comes, so that the
 * stored values of the whole image, up to 8 bytes a pixel, are never in memory.
 */
final class PngPixels extends WritableRaster {
  private final ColorModel model;
  private final byte[] rgb;

  private PngPixels(SampleModel oneRow, ColorModel model, byte[] rgb) {
    super(oneRow, oneRow.createDataBuffer(), new Point());
    this.model = model;
    this.rgb = rgb;
  }

  /** Whether an image of a type is stored as other bytes than RGB. */
  static boolean suit(ImageTypeSpecifier type) {
    boolean rgbAlready = type.getNumBands() == 3 && type.getColorModel().getPixelSize() == 24;
    return type.getSampleModel() instanceof PixelInterleavedSampleModel && !rgbAlready;
  }

  /**
   * Makes these the destination of a reading.
   *
   * @param parameters of the reading
   * @return the image that they become
   */
  static RgbImage into(ImageReadParam parameters, ImageTypeSpecifier type, int width, int height) {
    RgbImage image =
        new RgbImage(
            width, height, new byte[Math.multiplyExact(Math.multiplyExact(3, width), height)]);
    ComponentSampleModel stored = (ComponentSampleModel) type.getSampleModel(width, 1);
    // All rows stand in the same place: none is looked at again.
    SampleModel oneRow =
        new ComponentSampleModel(
            stored.getDataType(),
            width,
            height,
            stored.getPixelStride(),
            0,
            stored.getBandOffsets());
    ColorModel model = type.getColorModel();
    parameters.setDestination(
        new BufferedImage(
            model, new PngPixels(oneRow, model, image.rgb()), model.isAlphaPremultiplied(), null));
    return image;
  }

  /** Called by the decoder for each pixel. */
  @Override
  public void setPixel(int x, int y, int[] values) {
    int to = 3 * (y * width + x);
    if (model instanceof ComponentColorModel samples) {
      RgbConversion.fromSamples(values, 0, samples, rgb, to);
    } else {
      RgbConversion.fromColour(model.getRGB(values[0]), rgb, to);
    }
  }
}
