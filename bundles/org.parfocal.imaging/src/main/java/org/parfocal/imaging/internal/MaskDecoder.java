package org.parfocal.imaging.internal;

import java.nio.file.Path;
import org.parfocal.api.DatasetException;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.Mask;
import org.parfocal.imaging.internal.Decoder.Access;

/** Decodes images whose values are codes and not colours. */
public final class MaskDecoder {
  private MaskDecoder() {}

  /** What {@link Mask#read} promises. */
  public static Mask decode(Path file) {
    return Decoder.use(
        file,
        Access.WHOLE,
        (image, format) -> {
          StoredImage.Samples samples = image.samples();
          if (!samples.exact()) {
            throw new DatasetException(
                "Mask %s is a %s file, whose compression changes codes; save it as PNG."
                    .formatted(file, format));
          }
          Decoder.refuseTooLarge(file, image.pages().get(0), ImageFile.DEFAULT_PIXEL_LIMIT);
          if (samples.perPixel() != 1 || samples.bits() > 8) {
            throw new DatasetException(
                "Mask %s has %d values of %d bits per pixel, as a colour image has; a mask has one 8-bit code per pixel, so give the mask itself and not a rendering of it."
                    .formatted(file, samples.perPixel(), samples.bits()));
          }
          image.check();
          return image.codes();
        });
  }
}
