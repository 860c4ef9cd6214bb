package org.parfocal.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

class BundleManifestTest {
  private static final Path CLASSES = Path.of("target", "classes");

  @Test
  void carriesTheLibraryAndKeepsItToItself() throws IOException {
    Attributes manifest;
    try (InputStream in = Files.newInputStream(CLASSES.resolve("META-INF/MANIFEST.MF"))) {
      manifest = new Manifest(in).getMainAttributes();
    }
    assertThat(manifest.getValue("Import-Package")).doesNotContain("liblinear");
    assertThat(manifest.getValue("Export-Package"))
        .isEqualTo("org.parfocal.statistics;version=\"0.1.0\";uses:=\"org.parfocal.api\"");
    assertThat(CLASSES.resolve("de/bwaldvogel/liblinear/Linear.class")).exists();
    assertThat(CLASSES.resolve("META-INF/licenses/liblinear.txt")).exists();
  }
}
