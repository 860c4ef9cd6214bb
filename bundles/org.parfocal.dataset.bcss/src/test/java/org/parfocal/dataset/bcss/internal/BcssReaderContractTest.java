package org.parfocal.dataset.bcss.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetReader;
import org.parfocal.testkit.DatasetReaderContract;

class BcssReaderContractTest extends DatasetReaderContract {
  @TempDir Path root;

  @BeforeEach
  void writeRegion() throws IOException {
    new MadeUp(root).region(MadeUp.REGION, 192, 128, (x, y) -> x < 96 ? 1 : 2);
  }

  @Override
  protected DatasetReader reader() {
    return () -> new MadeUp(root).read(Map.of());
  }
}
