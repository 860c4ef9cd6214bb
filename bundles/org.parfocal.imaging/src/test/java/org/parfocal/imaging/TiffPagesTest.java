package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.DatasetException;

class TiffPagesTest {
  private static final int SUBFILE = 254;

  @TempDir Path root;
  private final TiffFile file = new TiffFile(ByteOrder.LITTLE_ENDIAN);

  @Test
  void passesOverReductionsThatSayThatTheyAre() throws IOException {
    page(4, 4, 10).set(SUBFILE, 1);
    page(32, 32, 20);
    page(8, 8, 30).set(SUBFILE, 1);
    page(7, 5, 40).set(255, 2);
    page(32, 32, 50).set(SUBFILE, 4); // a mask of transparency
    assertThat(grey()).isEqualTo(20);
    assertThat(image().header().width()).isEqualTo(32);
  }

  @Test
  void refusesASecondPicture() throws IOException {
    page(32, 32, 10);
    page(32, 32, 20);
    refuses("it holds several pictures (number 2 has 32×32 pixels)");
  }

  @Test
  void refusesASecondPictureOfAnotherSize() throws IOException {
    page(32, 32, 10);
    page(16, 16, 20);
    refuses("it holds several pictures (number 2 has 16×16 pixels)");
    assertThatThrownBy(() -> image().header()).hasMessageContaining("several pictures");
  }

  @Test
  void refusesPicturesOfASequence() throws IOException {
    page(32, 32, 10).set(SUBFILE, 2);
    page(32, 32, 20).set(SUBFILE, 2);
    refuses("it holds several pictures");
  }

  @Test
  void refusesReductionsWithoutTheirImage() throws IOException {
    page(32, 32, 10).set(SUBFILE, 1);
    refuses("is declared a reduction of an image that it does not hold");
  }

  @Test
  void takesTheThumbnailAndLabelsOfAnAperioSlideForWhatTheyAre() throws IOException {
    page(64, 48, 10);
    page(21, 16, 20);
    page(9, 30, 30);
    file.describe("Aperio Image Library v11.2.1 64x48 [0,0 64x48] (16x16)");
    assertThat(grey()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ImageJ=1.53t\nimages=3\nchannels=3\nmode=composite\n",
        "<?xml version='1.0'?><OME><Image><Pixels SizeX='32' SizeY='32' SizeZ='1' SizeC='3' SizeT='1'/></Image></OME>",
        "<OME><Image><Pixels SizeX=\"32\" SizeY=\"32\" SizeZ=\"5\" SizeC=\"1\" SizeT=\"1\"></Pixels></Image></OME>",
        "{\"shape\": [3, 32, 32], \"truncated\": true}"
      })
  void refusesOneOfSeveralPlanes(String description) throws IOException {
    page(32, 32, 10);
    file.describe(description);
    refuses("(channels, focal planes or times) by its description");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ImageJ=1.53t\nunit=micron\n",
        "<OME><Image><Pixels SizeX='32' SizeY='32' SizeZ='1' SizeC='1' SizeT='1'/></Image></OME>",
        "{\"shape\": [32, 32]}",
        "images=3, says the pathologist"
      })
  void readsTheOnlyPlane(String description) throws IOException {
    page(32, 32, 10);
    file.describe(description);
    assertThat(grey()).isEqualTo(10);
  }

  @Test
  void endsWhereDirectoriesFormALoop() throws IOException {
    page(32, 32, 10);
    page(8, 8, 10).set(SUBFILE, 1);
    file.write(root.resolve("a.tif"));
    byte[] bytes = Files.readAllBytes(root.resolve("a.tif"));
    // The last link leads back to the first directory.
    System.arraycopy(bytes, 4, bytes, bytes.length - 4, 4);
    Files.write(root.resolve("a.tif"), bytes);
    assertThatThrownBy(() -> image().read())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("or a loop of them");
  }

  private TiffFile.Page page(int width, int height, int grey) {
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) grey);
    return file.page(width, height, 1, 1, pixels);
  }

  private ImageFile image() {
    return ImageFile.of(root, "a.tif");
  }

  private int grey() throws IOException {
    file.write(root.resolve("a.tif"));
    return image().read().rgb()[0];
  }

  private void refuses(String reason) throws IOException {
    file.write(root.resolve("a.tif"));
    assertThatThrownBy(() -> image().read())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(reason);
  }
}
