package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;

class MaskTest {
  @TempDir Path root;

  @Test
  void readsStoredCodesWhateverTheirColours() throws IOException {
    int[] codes = new Random(1).ints(37 * 21, 0, 4).toArray();
    byte[] odd = {9, 8, 7, 6};
    write("grey.png", codes, new BufferedImage(37, 21, BufferedImage.TYPE_BYTE_GRAY));
    for (int bits : new int[] {2, 8}) {
      write(
          bits + ".png",
          codes,
          new BufferedImage(
              37,
              21,
              bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
              new IndexColorModel(bits, 4, odd, odd, odd)));
    }

    for (String name : new String[] {"grey.png", "2.png", "8.png"}) {
      Mask mask = Mask.read(ImageFile.of(root, name));
      assertThat(mask.width()).isEqualTo(37);
      for (int i = 0; i < codes.length; i++) {
        assertThat(mask.code(i % 37, i / 37)).as(name).isEqualTo(codes[i]);
      }
    }
  }

  @Test
  void countsCodesInARectangle() {
    Mask mask = new Mask(3, 2, new byte[] {1, 2, 2, (byte) 200, 2, 1});
    assertThat(mask.counts(0, 0, 3, 2)[2]).isEqualTo(3);
    assertThat(mask.counts(0, 0, 3, 2)[200]).isEqualTo(1);
    assertThat(mask.counts(1, 1, 2, 1)).satisfies(c -> assertThat(c[1] + c[2]).isEqualTo(2));
    assertThatThrownBy(() -> mask.counts(2, 0, 2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesPicturesAndLossyFiles() throws IOException {
    BufferedImage colours = new BufferedImage(10, 10, BufferedImage.TYPE_3BYTE_BGR);
    ImageIO.write(colours, "png", root.resolve("rgb.png").toFile());
    ImageIO.write(colours, "jpg", root.resolve("a.jpg").toFile());
    ImageIO.write(
        new BufferedImage(10, 10, BufferedImage.TYPE_USHORT_GRAY),
        "png",
        root.resolve("deep.png").toFile());
    Files.write(root.resolve("huge.png"), Slides.headerOnly(100_000, 100_000));

    refuses("rgb.png", "has 3 values of 8 bits per pixel, as a colour image has");
    refuses("deep.png", "has 1 values of 16 bits per pixel");
    refuses("a.jpg", "is a JPEG file, whose compression changes codes; save it as PNG.");
    refuses("huge.png", "more than the limit of 100 million");
  }

  private void refuses(String name, String message) {
    assertThatThrownBy(() -> Mask.read(ImageFile.of(root, name)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(message);
  }

  private void write(String name, int[] codes, BufferedImage image) throws IOException {
    WritableRaster raster = image.getRaster();
    raster.setSamples(0, 0, 37, 21, 0, codes);
    ImageIO.write(image, "png", root.resolve(name).toFile());
  }
}
