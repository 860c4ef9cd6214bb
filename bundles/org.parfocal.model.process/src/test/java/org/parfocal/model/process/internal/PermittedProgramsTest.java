package org.parfocal.model.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Validation;
import org.parfocal.testkit.Cohort;
import org.parfocal.testkit.RecordingJob;

class PermittedProgramsTest {
  @TempDir Path made;
  private Path folder;
  private Path program;

  @BeforeEach
  void writeProgram() throws IOException {
    folder = made.toRealPath();
    program = ProgramFile.write(folder.resolve("lab"), "forest", "touch \"$2/../../ran\"\n");
  }

  @Test
  void aFileOrItsFolderIsPermitted() {
    assertThat(find(program.toString())).isEqualTo(program);
    assertThat(find(folder.resolve("lab").toString())).isEqualTo(program);
    assertThat(find("/nowhere:" + folder)).isEqualTo(program);
  }

  @Test
  void nothingElseIsPermittedAndTheSentenceSaysHow() {
    for (String permitted :
        new String[] {"", "/nowhere", folder.resolve("la").toString(), program + "s"}) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> find(permitted))
          .withMessage(
              "model.program names %s, and no study file starts a program by itself: if you trust this one, add --allow-program %1$s, or name its folder in the environment variable PARFOCAL_PROGRAMS."
                  .formatted(program));
    }
  }

  /** The checks before the first job may have been passed under another permission. */
  @Test
  void aFitAsksAgain() {
    ProcessModel model = ProgramFile.model(program, "", Map.of());
    assertThatThrownBy(model::check).hasMessageContaining("--allow-program");
    assertThatThrownBy(
            () ->
                model.fit(
                    Cohort.training(4, 1, "100X"),
                    Validation.of(Cohort.of(2, 1, "100X").samples()),
                    new RecordingJob(folder, 13)))
        .hasMessageContaining("--allow-program");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void aLinkOutOfAPermittedFolderIsNotPermitted() throws IOException {
    Path other = ProgramFile.write(folder.resolve("other"), "program", "true\n");
    Path link = Files.createSymbolicLink(folder.resolve("lab/link"), other);

    assertThatThrownBy(
            () -> PermittedPrograms.of(folder.resolve("lab").toString()).find(link.toString()))
        .hasMessageContaining("no study file starts a program by itself");
    assertThatThrownBy(
            () ->
                PermittedPrograms.of(folder.resolve("lab").toString())
                    .find(folder.resolve("lab/../other/program").toString()))
        .hasMessageContaining("no study file starts a program by itself");
  }

  /** Its arguments stand in the study file, and would be code. */
  @Test
  void anInterpreterIsNoProgram() throws IOException {
    for (String name : new String[] {"python3.11", "sh", "env", "java", "Rscript"}) {
      Path interpreter = ProgramFile.write(folder.resolve("lab"), name, "true\n");
      assertThatThrownBy(() -> PermittedPrograms.of("/").find(interpreter.toString()))
          .hasMessageContaining("which runs whatever its arguments say");
    }
    Path link = Files.createSymbolicLink(folder.resolve("mine"), Path.of("/bin/sh"));
    assertThatThrownBy(() -> PermittedPrograms.of("/").find(link.toString()))
        .hasMessageContaining("which runs whatever its arguments say");
  }

  @Test
  void whatAllCanChangeOrNobodyCanRunIsRefused() throws IOException {
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> find(folder.toString())).hasMessageContaining("chmod o-w");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> find(folder.toString())).hasMessageContaining("chmod +x");
    assertThatThrownBy(() -> PermittedPrograms.of("/").find(folder.toString()))
        .hasMessageContaining("which is no program");
  }

  /** An archive of a model names its program without a folder. */
  @Test
  void aProgramOfThatNameIsLookedForAmongThePermitted() {
    assertThat(PermittedPrograms.of(program.toString()).find("forest")).isEqualTo(program);
    assertThat(PermittedPrograms.of(folder.resolve("lab").toString()).find("/gone/forest"))
        .isEqualTo(program);
    assertThatThrownBy(() -> PermittedPrograms.of(program.toString()).find("/gone/other"))
        .hasMessage("model.program names /gone/other, which is not there.");
  }

  private Path find(String permitted) {
    return PermittedPrograms.of(permitted).find(program.toString());
  }
}
