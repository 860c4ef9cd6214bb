package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parfocal.api.RgbImage;

class ThumbnailTest {
  private static RgbImage noise(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    new Random(5).nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }

  @Test
  void aPixelIsTheMeanOfItsPartOfTheImage() {
    RgbImage image = noise(12, 8);

    RgbImage small = Thumbnail.of(image, 3);

    assertThat(small.width()).isEqualTo(3);
    assertThat(small.height()).isEqualTo(2);
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 3; x++) {
        for (int channel = 0; channel < 3; channel++) {
          double sum = 0;
          for (int i = 0; i < 16; i++) {
            int pixel = (4 * y + i / 4) * 12 + 4 * x + i % 4;
            sum += image.rgb()[3 * pixel + channel] & 0xff;
          }
          assertThat(small.rgb()[3 * (y * 3 + x) + channel] & 0xff)
              .isEqualTo((int) Math.floor(sum / 16 + 0.5));
        }
      }
    }
  }

  @Test
  void keepsTheShapeAndMakesNothingLarger() {
    assertThat(Thumbnail.of(noise(500, 90), 96))
        .extracting("width", "height")
        .containsExactly(96, 17);
    assertThat(Thumbnail.of(noise(1000, 2), 96))
        .extracting("width", "height")
        .containsExactly(96, 1);
    RgbImage little = noise(7, 5);
    assertThat(Thumbnail.of(little, 96).rgb()).isEqualTo(little.rgb());
  }
}
