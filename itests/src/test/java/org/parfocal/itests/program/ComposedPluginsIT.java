package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;
import org.parfocal.itests.PluginBundle;

/** Transforms and augmentations stand together, in order, a lab's own among ours. */
class ComposedPluginsIT {
  private static final Pattern GROUPS = Pattern.compile("\"augmentation.groups\":(\\d+)");
  private static final String PAIRS = "{multiscale: {group: pair}}";
  private static final String GENERATED =
      "{dcgan: {image-size: 16, latent-size: 4, width: 2, epochs: 1, batch: 8, ratio: 0.5,"
          + " minimum-images: 8}}";

  @TempDir Path folder;
  private Program program;
  private StudyFolder study;

  @BeforeEach
  void installPlugins() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginBundle.write(
        plugins.resolve("lab.jar"), "org.parfocal.itests.lab", "org.parfocal.itests.lab");
    program = Program.in(folder).withPlugins(plugins);
    study = StudyFolder.writeTrained(folder);
  }

  @Test
  void augmentationsAreAppliedOneAfterTheOther() throws Exception {
    int plain = groups(PAIRS);
    assertThat(plain).isPositive();
    assertThat(groups("mirrored-copies, " + PAIRS)).isEqualTo(2 * plain);
    assertThat(groups(GENERATED + ", " + PAIRS)).isBetween(plain + 1, 2 * plain);

    Program.Ended reversed = run("augmentation=[%s, %s]".formatted(PAIRS, GENERATED));
    assertThat(reversed.code()).isNotZero();
    assertThat(reversed.err()).contains("would undo the groups of 2", "put dcgan first");
  }

  @Test
  void aTransformIsSelectedByItsNameAndTheOrderDecides() throws Exception {
    Map<String, String> plain = predictions("transforms=[colour-jitter]");
    Map<String, String> first = predictions("transforms=[negative, colour-jitter]");
    Map<String, String> last = predictions("transforms=[colour-jitter, {negative: {share: 1}}]");

    assertThat(first).hasSize(4).isNotEqualTo(plain).isNotEqualTo(last);
  }

  /** How many pairs the first job's augmentation formed. */
  private int groups(String augmentations) throws Exception {
    Program.Ended ended = run("augmentation=[%s]".formatted(augmentations));
    assertThat(ended.code()).as(ended.said()).isZero();
    try (Stream<Path> files = Files.walk(study.results())) {
      Path history =
          files
              .filter(file -> file.endsWith("seed-13/history.jsonl"))
              .filter(file -> file.toString().contains("40X"))
              .findFirst()
              .orElseThrow();
      Matcher found = GROUPS.matcher(Files.readString(history));
      assertThat(found.find()).isTrue();
      return Integer.parseInt(found.group(1));
    }
  }

  private Program.Ended run(String augmentation) throws Exception {
    return program.run(
        "run", StudyFolder.FILE, augmentation, "model={strategy: smse}", "training.epochs=1");
  }

  private Map<String, String> predictions(String transforms) throws Exception {
    Path own = folder.resolve(Integer.toHexString(transforms.hashCode()));

    program.run(0, "run", StudyFolder.FILE, transforms, "output=" + own.resolve("studies"));
    return new StudyFolder(own).predictions();
  }
}
