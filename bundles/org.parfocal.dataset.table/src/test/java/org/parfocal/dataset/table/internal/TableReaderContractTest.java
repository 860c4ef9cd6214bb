package org.parfocal.dataset.table.internal;

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

class TableReaderContractTest extends DatasetReaderContract {
  @TempDir Path folder;

  @BeforeEach
  void writeTable() throws IOException {
    StringBuilder table = new StringBuilder("path,label,patient\n");
    for (int image = 0; image < 8; image++) {
      PngWriter.write(
          new PlainImage("i" + image, image % 2, 16).read(), folder.resolve("i" + image + ".png"));
      table.append("i%d.png,%s,p%d\n".formatted(image, image % 2 == 0 ? "a" : "b", image / 2));
    }
    Files.writeString(folder.resolve("index.csv"), table);
  }

  @Override
  protected DatasetReader reader() {
    return new TableReader(
        OptionValues.of(
            TableOptions.class, Map.of("path", folder.resolve("index.csv").toString())));
  }
}
