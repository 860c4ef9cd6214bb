package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

class RepeatedRunIT {
  @TempDir Path one;
  @TempDir Path other;

  @Test
  void theSameStudyGivesTheSameBytesInAnotherProcessAndFolder() throws Exception {
    Map<String, String> first = predictions(one);
    Map<String, String> second = predictions(other);

    assertThat(first).hasSize(4);
    assertThat(second).isEqualTo(first);
  }

  private static Map<String, String> predictions(Path folder) throws Exception {
    StudyFolder study = StudyFolder.writeTrained(folder);
    Program.in(folder).run(0, "run", StudyFolder.FILE);
    return study.predictions();
  }
}
