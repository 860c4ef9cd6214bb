package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;

class FolderImagesTest {
  @TempDir Path folder;
  private final FolderImages finder = new FolderImages();

  private Path image(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return file;
  }

  @Test
  void findsImagesBelowAFolderInOneOrder() throws IOException {
    image("b/2.PNG");
    image("a.png");
    image(".hidden/3.png");
    Files.writeString(folder.resolve("notes.txt"), "no image");
    assertThat(finder.find(folder).keySet()).containsExactly("a.png", "b/2.PNG");
    assertThat(Objects.requireNonNull(finder.find(folder).get("b/2.PNG")).read().width())
        .isEqualTo(3);
  }

  @Test
  void takesAFileWhateverItsNameEndsAs() throws IOException {
    Path file = Files.move(image("a.png"), folder.resolve("scan"));
    assertThat(Objects.requireNonNull(finder.find(file).get("scan")).read().height()).isEqualTo(2);
  }

  @Test
  void saysThatAFolderHoldsNone() {
    assertThatThrownBy(() -> finder.find(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("holds no image (PNG, JPEG or TIFF)");
  }
}
