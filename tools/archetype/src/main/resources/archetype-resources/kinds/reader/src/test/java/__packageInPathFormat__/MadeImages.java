package ${package};

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Twelve patients at two magnifications; replace them by some images of your own. */
final class MadeImages {
  private static final int SIZE = 32;

  private MadeImages() {}

  /** Writes them, the same every time. */
  static Path write(Path folder) {
    for (int patient = 1; patient <= 12; patient++) {
      for (String magnification : List.of("100X", "200X")) {
        String name = patient % 2 == 0 ? "benign" : "malignant";
        Path image = Path.of(name, "p" + patient, magnification, "a.png");
        write(folder.resolve(image), patient % 2, image.toString().hashCode());
      }
    }
    return folder;
  }

  private static void write(Path file, int label, long seed) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        image.setRGB(x, y, 0x8060A0 + (label << 21) + random.nextInt(32));
      }
    }
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
