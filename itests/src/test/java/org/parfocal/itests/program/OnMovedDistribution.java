package org.parfocal.itests.program;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Gives each test a distribution of its own to change. */
abstract class OnMovedDistribution {
  @TempDir Path folder;
  MovedDistribution distribution;

  @BeforeEach
  void moveDistribution() throws Exception {
    distribution = MovedDistribution.below(folder);
  }

  @AfterEach
  void removeDistribution() throws Exception {
    distribution.close();
  }
}
