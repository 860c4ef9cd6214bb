package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;

class ZoomTest {
  @Test
  void aLargerMagnificationIsTheMiddle() {
    RgbImage image = image(8, 6);

    RgbImage zoomed = Zoom.of(image, 2);

    assertThat(zoomed.width()).isEqualTo(4);
    assertThat(zoomed.height()).isEqualTo(3);
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 4; x++) {
        assertThat(red(zoomed, x, y)).isEqualTo(red(image, x + 2, y + 1));
      }
    }
  }

  /** 96 / 2.83 is 33.9: the nearest whole pixel. */
  @Test
  void takesTheNearestPixels() {
    assertThat(Zoom.of(image(96, 96), 2.83).width()).isEqualTo(34);
    assertThat(Zoom.of(image(96, 96), 1.41).width()).isEqualTo(68);
  }

  /** Four columns 0 … 60 become the means 0.5·(0 + 20) and 0.5·(40 + 60), mirrored on each side. */
  @Test
  void aSmallerMagnificationIsMirroredAtItsBorders() {
    byte[] rgb = new byte[3 * 4 * 4];
    for (int index = 0; index < rgb.length; index++) {
      rgb[index] = (byte) (20 * (index / 3 % 4));
    }

    RgbImage zoomed = Zoom.of(new RgbImage(4, 4, rgb), 0.5);

    for (int y = 0; y < 4; y++) {
      assertThat(row(zoomed, y)).containsExactly(10, 10, 50, 50);
    }
  }

  @Test
  void mirrorsAgainAndAgainWhereTheImageIsMuchSmaller() {
    byte[] rgb = new byte[3 * 16 * 16];
    for (int index = 0; index < rgb.length; index++) {
      rgb[index] = (byte) (index / 3 % 16 < 8 ? 40 : 200);
    }

    RgbImage zoomed = Zoom.of(new RgbImage(16, 16, rgb), 0.125);

    // Two columns, a and b, in the middle: b b a a b b a | a b | b a a b b a a.
    assertThat(row(zoomed, 3))
        .containsExactly(200, 200, 40, 40, 200, 200, 40, 40, 200, 200, 40, 40, 200, 200, 40, 40);
  }

  @Test
  void oneIsTheImageItself() {
    RgbImage image = image(5, 7);

    assertThat(Zoom.of(image, 1)).isEqualTo(image);
  }

  @Test
  void refusesToLeaveNoPixel() {
    assertThatThrownBy(() -> Zoom.of(image(4, 4), 10))
        .isInstanceOf(DatasetException.class)
        .hasMessage("An image of 4 × 4 pixels has none left at zoom 10.0.");
    assertThatThrownBy(() -> Zoom.of(image(4, 4), 0.1)).isInstanceOf(DatasetException.class);
  }

  /** Every pixel has a value of its own. */
  private static RgbImage image(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int index = 0; index < rgb.length; index++) {
      rgb[index] = (byte) (index / 3);
    }
    return new RgbImage(width, height, rgb);
  }

  private static int red(RgbImage image, int x, int y) {
    return image.rgb()[3 * (y * image.width() + x)] & 255;
  }

  private static int[] row(RgbImage image, int y) {
    int[] row = new int[image.width()];
    for (int x = 0; x < row.length; x++) {
      row[x] = red(image, x, y);
    }
    return row;
  }
}
