package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parfocal.itest.Program;
import org.parfocal.itests.PluginBundle;

/** Jars in the folder plugins of a distribution that stands elsewhere, with a space in its path. */
class DroppedPluginIT extends OnMovedDistribution {
  private Program program;

  @BeforeEach
  void findProgram() {
    program = distribution.program(folder);
  }

  @Test
  void aPluginIsThereAtTheNextStart() throws Exception {
    assertThat(program.run("plugins").out()).doesNotContain("constant");

    PluginBundle.write(
        distribution.plugin("constant.jar"),
        "org.parfocal.itests.constant",
        "org.parfocal.itests.constant");

    assertThat(program.run("plugins").out()).contains("constant");
    StudyFolder study = StudyFolder.write(folder, "{strategy: constant, positive: 0.9}");
    program.run(0, "run", StudyFolder.FILE);
    assertThat(study.predictions().values()).hasSize(4).allMatch(text -> text.contains("0.9"));
  }

  /** Every test image is taken for malignant: the benign ones are the mistakes. */
  @Test
  void aMetricIsInEveryResultFileAndOnTheTerminal() throws Exception {
    PluginBundle.write(
        distribution.plugin("constant.jar"),
        "org.parfocal.itests.constant",
        "org.parfocal.itests.constant");
    PluginBundle.write(
        distribution.plugin("mistakes.jar"),
        "org.parfocal.itests.mistakes",
        "org.parfocal.itests.mistakes");
    StudyFolder study = StudyFolder.write(folder, "{strategy: constant, positive: 0.9}");

    Program.Ended ended = program.run(0, "run", StudyFolder.FILE, "metrics=[mistakes]");
    String benign =
        Long.toString(
            study.predictions().values().stream()
                .mapToLong(DroppedPluginIT::benign)
                .max()
                .orElseThrow());
    assertThat(ended.err()).contains("mistakes " + benign + ".0 test");
    assertThat(ended.out())
        .contains("| variant | mistakes |", "| only    |      " + benign + ".0 |")
        .contains("| held out | mistakes |", "| 400X     |      " + benign + ".0 |")
        .contains("- mistakes: test images that are taken for the wrong class; images");
    assertThat(study.results().resolve("results.md")).hasContent(ended.out());
    assertThat(study.results().resolve("results.csv"))
        .content()
        .contains("tiny,only,400X,false,13,mistakes,test,all," + benign + ".0,,,")
        .contains("tiny,only,all folds,true,all seeds,mistakes,test,all," + benign + ".0,,,");
    assertThat(study.results().resolve("results.json"))
        .content()
        .contains("\"heading\" : \"mistakes\"", "\"metric\" : \"mistakes\"");

    Program.Ended again = program.run(0, "evaluate", "studies/tiny", "--json");
    assertThat(again.out())
        .contains("\"state\":\"done\"")
        .contains(
            "\"metric\":\"mistakes\",\"part\":\"test\",\"scope\":\"all\",\"value\":"
                + benign
                + ".0");
  }

  private static long benign(String predictions) {
    return predictions.lines().filter(row -> row.contains(",test,benign,")).count();
  }

  @Test
  void aJarThatIsNoPluginIsNamedAndTheRestWorks() throws Exception {
    Files.writeString(distribution.plugin("broken.jar"), "not a jar");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(distribution.plugin("plain.jar")))) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
    }

    Program.Ended ended = program.run(0, "plugins");
    assertThat(ended.out()).contains("baseline");
    assertThat(ended.err()).contains("broken.jar", "plain.jar").hasLineCount(2);
  }

  @Test
  void twoCopiesOfAPluginAreNamed() throws Exception {
    for (String jar : List.of("constant.jar", "copy.jar")) {
      PluginBundle.write(
          distribution.plugin(jar), "org.parfocal.itests.constant", "org.parfocal.itests.constant");
    }

    Program.Ended ended = program.run("plugins");

    assertThat(ended.out()).contains("constant");
    assertThat(ended.err())
        .contains(
            "copy.jar is left out: constant.jar holds the same bundle,"
                + " org.parfocal.itests.constant 1.0.0; remove one of the two.");
  }

  @Test
  void aPluginThatLacksAPackageIsNamedWithIt() throws Exception {
    Path jar =
        PluginBundle.write(
            distribution.plugin("needy.jar"),
            "org.parfocal.itests.constant",
            "org.parfocal.itests.constant",
            "org.example.absent;version=\"[3,4)\",*");
    assertThat(jar).exists();

    Program.Ended ended = program.run(0, "plugins");
    assertThat(ended.out()).contains("baseline").doesNotContain("constant");
    assertThat(ended.err())
        .contains("needy.jar", "org.example.absent 3.0.0 or newer but below 4.0.0");
  }
}
