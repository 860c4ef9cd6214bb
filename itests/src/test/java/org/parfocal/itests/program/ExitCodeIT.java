package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

class ExitCodeIT {
  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    StudyFolder.writeTrained(folder);
  }

  @Test
  void anUnknownCommandIsAWrongUse() throws Exception {
    expect(2, "rnu", "rnu");
  }

  @Test
  void aMissingStudyFileIsNamed() throws Exception {
    expect(2, "absent.yaml", "run", "absent.yaml");
  }

  @Test
  void malformedYamlIsToldWithItsLine() throws Exception {
    Files.writeString(folder.resolve("bad.yaml"), "study: a\ndataset: {reader: [\n");

    Program.Ended ended = expect(2, "bad.yaml", "run", "bad.yaml");

    assertThat(ended.err()).containsPattern("bad\\.yaml.*\\b[23]\\b");
  }

  @Test
  void anUnknownKeyIsToldWithTheNearestOne() throws Exception {
    expect(2, "epochs", "run", StudyFolder.FILE, "training.epoch=3");
  }

  @Test
  void aMissingDataSetIsNotAConfigurationError() throws Exception {
    Files.writeString(
        folder.resolve("table.yaml"),
        Files.readString(folder.resolve(StudyFolder.FILE))
            .replaceFirst("dataset: .*", "dataset: {reader: table, path: nowhere/index.csv}"));

    expect(3, "nowhere", "run", "table.yaml");
  }

  @Test
  void anOutputThatIsAFileIsAnOutputError() throws Exception {
    Files.writeString(folder.resolve("taken"), "a file");

    expect(6, "taken", "run", StudyFolder.FILE, "output=taken");
  }

  private Program.Ended expect(int code, String named, String... arguments) throws Exception {
    Program.Ended ended = Program.in(folder).run(code, arguments);
    assertThat(ended.err()).contains(named).doesNotContain("\tat ", "This is a bug");
    return ended;
  }
}
