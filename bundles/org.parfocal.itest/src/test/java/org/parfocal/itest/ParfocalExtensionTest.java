package org.parfocal.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** On a distribution whose program is a script that tells how it was started. */
@DisabledOnOs(OS.WINDOWS)
class ParfocalExtensionTest {
  private static final String SCRIPT =
      """
      #!/bin/sh
      [ "$1" != run ] || { echo "error: no study $2" >&2; exit 3; }
      printf '%s\\n' "$(pwd -P)" "$PARFOCAL_CACHE" "$(ls "${PARFOCAL_PLUGINS:-none}")" "$*"
      """;

  @TempDir Path home;
  private Path jar;

  @BeforeEach
  void makeDistribution() throws IOException {
    Files.createDirectory(home.resolve("bin"));
    Path program = Files.writeString(home.resolve("bin/parfocal"), SCRIPT);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    jar = Files.writeString(home.resolve("lab-1.0.jar"), "a jar");
    System.setProperty(Program.DISTRIBUTION, home.toString());
    System.setProperty(ParfocalExtension.PLUGIN, jar.toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty(Program.DISTRIBUTION);
    System.clearProperty(ParfocalExtension.PLUGIN);
  }

  @Test
  void aTestIsGivenTheProgramWithItsPluginInAnEmptyFolder() throws Exception {
    Path folder = Path.of("target/parfocal-tests", Started.class.getName(), "tells");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("left.txt"), "by the test before");

    assertThat(failures(Started.class)).isEmpty();

    assertThat(folder.resolve("left.txt")).doesNotExist();
    List<String> told = Files.readAllLines(folder.resolve("told.txt"));
    assertThat(told)
        .containsExactly(
            folder.toRealPath().toString(),
            folder.resolve("cache").toAbsolutePath().toString(),
            "lab-1.0.jar",
            "plugins lab");
  }

  @Test
  void aStudyThatFailsSaysWhatTheProgramSaid() {
    assertThat(failures(Failing.class))
        .singleElement(STRING)
        .contains("error: no study /", "study.yaml", "but was: 3");
  }

  @Test
  void aMissingDistributionOrJarIsNamedWithWhatToDo() throws IOException {
    Files.delete(jar);
    assertThat(failures(Started.class))
        .singleElement(STRING)
        .contains("lab-1.0.jar", "maven-failsafe-plugin");

    System.clearProperty(Program.DISTRIBUTION);
    assertThat(failures(Started.class))
        .singleElement(STRING)
        .contains("parfocal.distribution", "unpack the distribution");
  }

  /** What the tests of a class failed with. */
  private static List<String> failures(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .testEvents()
        .failed()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow().getMessage())
        .toList();
  }

  @ExtendWith(ParfocalExtension.class)
  static class Started {
    @Test
    void tells(Program parfocal) throws Exception {
      Program.Ended ended = parfocal.run("plugins", "lab");
      assertThat(ended.code()).isZero();
      Files.writeString(parfocal.folder().resolve("told.txt"), ended.out());
    }
  }

  @ExtendWith(ParfocalExtension.class)
  static class Failing {
    @Test
    void runs(Program parfocal) throws Exception {
      assertThat(parfocal.study(Path.of("study.yaml"))).isNotNull();
    }
  }
}
