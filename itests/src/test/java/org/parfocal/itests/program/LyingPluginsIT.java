package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.itest.Program;
import org.parfocal.itests.PluginBundle;

/**
 * Plugins that try to train on patients who are held out fail their jobs, with a backbone that
 * learns and with a frozen one.
 */
class LyingPluginsIT {
  private static final int JOBS_FAILED = 5;
  private static final int DATASET = 3;
  private static final int PLUGIN = 4;

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void installPlugins() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginBundle.write(
        plugins.resolve("lying.jar"), "org.parfocal.itests.lying", "org.parfocal.itests.lying");
    program = Program.in(folder).withPlugins(plugins);
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        study: lying
        dataset: {reader: lying}
        protocol: {split: leave-one-magnification-out, test-patients: 0.25, validation-patients: 0.25}
        images: {size: 32}
        training: {epochs: 1, batch: 8}
        seeds: [13]
        variants: {only: {augmentation: none, model: {strategy: lying}}}
        metrics: [classification]
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-cnn", "channel-means"})
  void honestPluginsOfTheSameBundleRun(String backbone) throws Exception {
    assertThat(run(0, backbone)).doesNotContain("failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-cnn", "channel-means"})
  void anAugmentationCannotDrawWhatItDoesNotDeclare(String backbone) throws Exception {
    assertThat(run(JOBS_FAILED, backbone, "variants.only.augmentation=lying"))
        .contains("drew", "which is not among the samples that it declared");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-cnn", "channel-means"})
  void anAugmentationCannotDeclareHeldOutPatients(String backbone) throws Exception {
    assertThat(run(JOBS_FAILED, backbone, "variants.only.augmentation={lying: {declare: true}}"))
        .containsPattern("augmentation (declared|changed)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-cnn", "channel-means"})
  void aModelCannotTrainOnValidationPatients(String backbone) throws Exception {
    assertThat(run(JOBS_FAILED, backbone, "variants.only.model.lie=train"))
        .contains("The training asked for the pixels of", "validation part of fold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-cnn", "channel-means"})
  void aModelCannotReadValidationPatientsWhileItFits(String backbone) throws Exception {
    assertThat(run(JOBS_FAILED, backbone, "variants.only.model.lie=read"))
        .contains("The training asked for the pixels of", "validation part of fold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-cnn", "channel-means"})
  void aReaderCannotGiveATestPatientsImageToATrainingPatient(String backbone) throws Exception {
    assertThat(run(DATASET, backbone, "dataset.shared=true"))
        .contains("A model would be tested on images that it is trained on");
  }

  @Test
  void aTransformCannotAskTheReader() throws Exception {
    assertThat(run(PLUGIN, "small-cnn", "transforms=[lying]"))
        .contains("gets its samples from the study");
  }

  /** What the program said, with the records of its jobs. */
  private String run(int code, String backbone, String... settings) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run", "study.yaml"));
    arguments.add("backbone={architecture: " + backbone + "}");
    arguments.addAll(List.of(settings));
    return program.run(code, arguments.toArray(new String[0])).said();
  }
}
