package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;
import org.parfocal.itests.PluginBundle;
import org.parfocal.itests.encoded.EncodedModel;

/** Two plugins, each with a version of one library that the other could not use. */
class ConflictingLibrariesIT {
  private static final Path LIBRARIES = Path.of("target/libraries");
  private static final String PACKAGE = EncodedModel.class.getPackageName();

  @TempDir Path folder;

  @Test
  void eachHasTheLibraryThatItBrought() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginBundle.write(
        plugins.resolve("former.jar"),
        "lab.former",
        PACKAGE,
        LIBRARIES.resolve("commons-codec-1.4.jar"));
    PluginBundle.rebuild(
        plugins.resolve("later.jar"),
        "lab.later",
        EncodedModel.class,
        "NAME = \"encoded\"",
        "NAME = \"encoded-later\"",
        LIBRARIES.resolve("commons-codec-1.20.0.jar"));
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        study: tiny
        dataset: {reader: synthetic, patients: 12, places: 1, image-size: 32}
        protocol: {split: patient-holdout, test-patients: 0.34, validation-patients: 0.34}
        images: {size: 32}
        variants:
          former: {model: {strategy: encoded}}
          later: {model: {strategy: encoded-later}}
        """);

    Program.in(folder).withPlugins(plugins).run(0, "run", "study.yaml", "--no-report");

    Map<String, String> predictions = new StudyFolder(folder).predictions();
    assertThat(predictions).hasSize(2);
    assertThat(positives(predictions, "former/")).containsOnly("0.6");
    assertThat(positives(predictions, "later/")).containsOnly("0.4");
  }

  private static List<String> positives(Map<String, String> predictions, String variant) {
    return predictions.entrySet().stream()
        .filter(file -> file.getKey().startsWith(variant))
        .flatMap(file -> file.getValue().lines().skip(1))
        .map(row -> row.substring(row.lastIndexOf(',') + 1))
        .toList();
  }
}
