package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parfocal.itest.Program;

/**
 * What the README, the tutorials and other pages tell a reader to type works, from top to bottom.
 */
@EnabledOnOs(OS.LINUX)
class DocumentedCommandsIT {
  private static final Path ROOT = Path.of("..");
  private static final Path README = ROOT.resolve("README.md");
  private static final Path CLUSTER = ROOT.resolve("docs/cluster.md");
  private static final Path PYTHON = ROOT.resolve("docs/python.md");

  /** A fenced block, with the remark before it by which a page says that it is not run, and why. */
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?:<!-- not run here: ([^\\n]*) -->\\n)?```(\\w*)\\n(.*?)^```$");

  /** A block that is a file says its name in its first or second line. */
  private static final Pattern FILE = Pattern.compile("\\A(?:#![^\\n]*\\n)?# ([\\w.-]+\\.\\w+)\\n");

  private static final String STUDY =
      """
      cat > my-study.yaml <<'END'
      study: my-study
      dataset: {reader: synthetic, patients: 12, places: 1, image-size: 32}
      protocol: {split: leave-one-magnification-out, test-patients: 0.34, validation-patients: 0.34}
      images: {size: 32}
      seeds: [13]
      variants: {plain: {model: {strategy: texture}}}
      END
      """;

  private static final String COHORT =
      """
      mkdir -p data/new slides
      parfocal dataset export synthetic data/images patients=12 places=1 image-size=32 --layout table
      mv data/images data/cohort
      tr -d '\\r' <data/cohort/index.csv | awk 'NR == 1 { print $0 ",institute" } NR > 1 { print $0 "," (NR % 2 ? "A" : "B") }' > with.csv
      mv with.csv data/cohort/index.csv
      cp -r data/cohort/. data/new
      find data/cohort -name '*.png' | sort | { read -r a; read -r b; cp "$a" slides/a.png; cp "$b" slides/b.png; }
      """;

  /** What pages take for granted: of the README a cohort, a study with models, and slides. */
  private static final Map<Path, String> GIVEN =
      Map.of(
          README,
          COHORT + STUDY + "parfocal run my-study.yaml --quiet --no-report\n",
          CLUSTER,
          "export OMP_NUM_THREADS=1\n" + STUDY + "mv my-study.yaml study.yaml\n");

  @TempDir Path folder;

  private record Block(String reason, String language, String text) {}

  static List<Path> pages() throws IOException {
    try (Stream<Path> tutorials = Files.list(ROOT.resolve("docs/tutorials"))) {
      return Stream.concat(Stream.of(README, CLUSTER, PYTHON), tutorials.sorted()).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void thePageCanBeFollowed(Path page) throws Exception {
    StringBuilder script = new StringBuilder("set -euxo pipefail\n");
    script.append(GIVEN.getOrDefault(page, ""));
    for (Block block : blocks(page)) {
      Matcher file = FILE.matcher(block.text());
      if (file.find()) {
        script.append(
            "cat > %s <<'END OF FILE'%n%sEND OF FILE%n".formatted(file.group(1), block.text()));
      } else if (block.language().equals("sh") && block.reason().isEmpty()) {
        script.append(block.text().replace("/data/", "data/"));
      }
    }

    Path said = folder.resolve("said.txt");
    Process process = start(script.toString(), said);

    assertThat(process.waitFor(900, TimeUnit.SECONDS)).as(Files.readString(said)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
  }

  @Test
  void fewBlocksAreNotRunAndEachSaysWhy() throws IOException {
    List<String> reasons = new ArrayList<>();
    int run = 0;
    for (Path page : pages()) {
      for (Block block : blocks(page)) {
        boolean commands = block.language().equals("sh");
        assertThat(commands || !block.text().matches("(?sm).*^(\\./)?parfocal .*"))
            .as("commands stand in a block of sh: " + block.text())
            .isTrue();
        assertThat(commands || block.reason().isEmpty()).as(block.text()).isTrue();
        run += commands && block.reason().isEmpty() ? 1 : 0;
        if (!block.reason().isEmpty()) {
          reasons.add(block.reason());
        }
      }
    }
    assertThat(reasons)
        .containsExactly(
            "the continuous build runs both",
            "needs weights",
            "needs embeddings from TRIDENT",
            "needs a cluster; SlurmIT starts one",
            "needs a cluster; SparkIT starts one",
            "needs docker; tools/image/try runs what is in the image",
            "needs scikit-learn; ProcessModelIT runs it where that is installed",
            "needs a cluster; SlurmIT starts one",
            "needs Maven and a release; tools/archetype/try does",
            "needs Maven and a release; tools/archetype/try does",
            "needs Maven and a release; tools/archetype/try does");
    assertThat(run).isGreaterThan(reasons.size());
  }

  private static List<Block> blocks(Path page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(page));
    while (block.find()) {
      String reason = block.group(1) == null ? "" : block.group(1);
      blocks.add(new Block(reason, block.group(2), block.group(3)));
    }
    return blocks;
  }

  /** In an empty folder, with the distribution's program. */
  private Process start(String script, Path said) throws IOException {
    Path home = Program.distribution();
    Path here = Files.createDirectory(folder.resolve("here"));
    Files.writeString(here.resolve("parfocal"), "exec %s/bin/parfocal \"$@\"%n".formatted(home));
    assertThat(here.resolve("parfocal").toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder
        .environment()
        .merge(
            "PATH", home.resolve("bin").toString(), (path, bin) -> bin + File.pathSeparator + path);
    builder.environment().put("PARFOCAL_CACHE", folder.resolve("cache").toString());
    builder.environment().put("PARFOCAL_OPTS", "-XX:TieredStopAtLevel=1");
    return builder.start();
  }
}
