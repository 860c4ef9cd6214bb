package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetReader;
import org.parfocal.imaging.PngWriter;
import org.parfocal.testkit.DatasetReaderContract;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImage;

class BreakhisReaderContractTest extends DatasetReaderContract {
  @TempDir Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    for (String name :
        new String[] {
          "SOB_M_DC-14-2523-40-010.png",
          "SOB_M_DC-14-2523-100-011.png",
          "SOB_B_A-14-22549AB-400-002.png",
          "SOB_B_A-14-22549AB-40-003.png"
        }) {
      Path file = folder.resolve(BreakhisName.parse(name).orElseThrow().path());
      Files.createDirectories(file.getParent());
      PngWriter.write(new PlainImage(name, 0, 24).read(), file);
    }
  }

  @Override
  protected DatasetReader reader() {
    return new BreakhisReader(
        OptionValues.of(BreakhisOptions.class, Map.of("path", folder.toString())));
  }
}
