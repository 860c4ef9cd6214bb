package org.parfocal.model.process.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ModelStrategy;
import org.parfocal.testkit.ModelContract;

class ProcessModelContractTest extends ModelContract {
  @TempDir Path programs;

  @Override
  protected ModelStrategy model() {
    try {
      return ProgramFile.model(ProgramFile.write(programs, "shares", ProgramFile.SHARES), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
