package org.parfocal.platform.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;

class LayersTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Setting read(Path file, String... arguments) {
    Problems problems = new Problems();
    Setting root =
        new Layers(
                new Lookups(Map.of("NAME", "base"), name -> null),
                (section, key) -> false,
                problems)
            .arguments(List.of(arguments))
            .file(file)
            .combined();
    problems.throwIfAny();
    return root;
  }

  private static String at(Setting root, String path) {
    Setting setting = root;
    for (String name : path.split("\\.", -1)) {
      setting = setting.child(name).orElseThrow();
    }
    return setting.shown();
  }

  @Test
  void aFileWinsOverWhatItIncludesAndALaterIncludeOverAnEarlierOne() throws IOException {
    write("base.yaml", "training: {epochs: 1, batch: 8}\nseeds: [1, 2, 3]\nimages: {size: 32}");
    write("lab/more.yaml", "training: {epochs: 2}\nimages: {size: 64}\ninclude: deep.yaml");
    write("lab/deep.yaml", "model: {strategy: deep}");
    Path file =
        write(
            "s.yaml",
            "include: ['${env:NAME}.yaml', lab/more.yaml]\nimages: {size: 128}\nseeds: [7]");

    Setting root = read(file);

    assertThat(at(root, "training.epochs")).isEqualTo("2");
    assertThat(at(root, "training.batch")).isEqualTo("8");
    assertThat(at(root, "images.size")).isEqualTo("128");
    assertThat(at(root, "seeds")).isEqualTo("[7]");
    assertThat(at(root, "model.strategy")).isEqualTo("deep");
    assertThat(root.child("include")).isEmpty();
  }

  @Test
  void argumentsWinAndTheLastOneMost() throws IOException {
    Path file = write("s.yaml", "training: {epochs: 1}\nmetrics: {a: {draws: 3}}");

    Setting root =
        read(
            file,
            "training.epochs=2",
            "training.epochs=3",
            "seeds=[1, 2]",
            "metrics=[b]",
            "dataset.path=C:\\data: x",
            "model={strategy: m, depth: 2}");

    assertThat(at(root, "training.epochs")).isEqualTo("3");
    assertThat(root.child("seeds").orElseThrow().items()).containsExactly("1", "2");
    assertThat(root.child("metrics").orElseThrow().children())
        .extracting(Setting::name)
        .containsExactly("b");
    assertThat(at(root, "dataset.path")).isEqualTo("C:\\data: x");
    assertThat(at(root, "model.depth")).isEqualTo("2");
  }

  @Test
  void aMappingReplacesAListAndTheOtherWayRound() throws IOException {
    write("base.yaml", "images: [a]\nmodel: {strategy: m}");
    Path file = write("s.yaml", "include: base.yaml\nimages: {b: {draws: 1}}\nmodel: m");

    Setting root = read(file);

    assertThat(root.child("images").orElseThrow().items()).isEmpty();
    assertThat(root.child("images").orElseThrow().children()).hasSize(1);
    assertThat(at(root, "model")).isEqualTo("m");
  }

  @Test
  void aListOfPluginsReplacesAListAndAMappingChangesPluginsOfIt() throws IOException {
    write(
        "base.yaml",
        "transforms: [flip, {stain: {strength: 0.1}}]\nmetrics: [a, b]\naugmentation: none");
    Path file =
        write(
            "s.yaml",
            "include: base.yaml\ntransforms: {stain: {strength: 0.2}}\nmetrics: b\n"
                + "augmentation: {pairs: {balance: class}}");

    Setting root = read(file);

    assertThat(root.child("transforms").orElseThrow().children())
        .extracting(Setting::name)
        .containsExactly("flip", "stain");
    assertThat(at(root, "transforms.stain.strength")).isEqualTo("0.2");
    assertThat(root.child("metrics").orElseThrow().children())
        .extracting(Setting::name)
        .containsExactly("b");
    assertThat(root.child("augmentation").orElseThrow().children())
        .as("a mapping that names another plugin is a list")
        .extracting(Setting::name)
        .containsExactly("pairs");
  }

  @Test
  void aSectionThatNamesAnotherPluginReplacesTheIncludedOne() throws IOException {
    write("base.yaml", "model: {strategy: m, depth: 2}\ndataset: {reader: r, path: p}");
    Path file =
        write("s.yaml", "include: base.yaml\nmodel: {strategy: n}\ndataset: {reader: r, size: 3}");

    Setting root = read(file);

    assertThat(root.child("model").orElseThrow().children())
        .extracting(Setting::name)
        .containsExactly("strategy");
    assertThat(at(root, "dataset.path")).isEqualTo("p");
  }

  @Test
  void includedVariantsTheGridAndItsAxesCanBeDropped() throws IOException {
    write(
        "base.yaml",
        "variants: {a: {}, b: {model: {depth: 1}}, c: {}}\n"
            + "grid: {model.depth: [1, 2], images.size: [3]}");
    Path file =
        write("s.yaml", "include: base.yaml\nvariants: {b: null}\ngrid: {model.depth: null}");

    Setting root = read(file, "variants.c=null");

    assertThat(root.child("variants").orElseThrow().children())
        .extracting(Setting::name)
        .containsExactly("a");
    assertThat(root.child("grid").orElseThrow().child("model")).isEmpty();
    assertThat(at(root, "grid.images.size")).isEqualTo("[3]");
    assertThat(read(file, "grid=null").child("grid")).isEmpty();
  }

  @Test
  void toDropWhatIsNotThereIsAMistake() throws IOException {
    write("base.yaml", "variants: {baseline: {}}");
    Path file = write("s.yaml", "include: base.yaml\nvariants: {basline: null}");

    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("variants.basline is null, which drops what an included file has")
        .hasMessageContaining("write {} for a variant that changes nothing");
  }

  @Test
  void includesInACircleAreToldWithTheirPlace() throws IOException {
    write("b.yaml", "x: 1\ninclude: a.yaml");
    Path file = write("a.yaml", "include: b.yaml");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("b.yaml:2:1: include ")
        .hasMessageContaining("includes itself");
  }

  @Test
  void aMissingIncludeIsToldWithItsPlace() throws IOException {
    Path file = write("a.yaml", "study: x\ninclude: [gone.yaml]");
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("a.yaml:2:1: include names")
        .hasMessageContaining("gone.yaml");
  }

  @Test
  void whatAMissingIncludeWouldHaveHadIsNotAskedFor() throws IOException {
    Path file = write("a.yaml", "include: gone.yaml\nvariants: {plain: null}");
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("include names")
        .hasMessageNotContaining("variants");
  }

  @Test
  void whatCannotBeAFileIsNotIncluded() throws IOException {
    Path file = write("a.yaml", "include: \"a\\0b\"");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("a.yaml:1:1: include names what cannot be a file");
  }

  @Test
  void filesOutsideOfTheStudysFolderAreNeitherIncludedNorQuoted() throws IOException {
    write("private", "secret: 1");
    for (String name : List.of("../private", folder.resolve("private").toString(), "link.yaml")) {
      Path file = write("lab/a.yaml", "include: " + name);
      if (name.startsWith("link")) {
        Files.createSymbolicLink(file.resolveSibling(name), folder.resolve("private"));
      }
      assertThatThrownBy(() -> read(file))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("outside of the study file's folder")
          .hasMessageNotContaining("secret");
    }
    write("lab/c.yaml", "include: ../d.yaml");
    write("d.yaml", "x: 7");
    assertThat(at(read(write("b.yaml", "include: lab/c.yaml")), "x")).isEqualTo("7");
  }

  @Test
  void chainsOfIncludesHaveAnEnd() throws IOException {
    for (int depth = 0; depth < 12; depth++) {
      write("f" + depth + ".yaml", "include: f" + (depth + 1) + ".yaml");
    }
    write("f12.yaml", "x: 1");
    assertThatThrownBy(() -> read(folder.resolve("f0.yaml")))
        .hasMessageContaining("goes deeper than 8 files");
  }

  @Test
  void manyFilesIncludedManyTimesHaveAnEnd() throws IOException {
    for (int depth = 0; depth < 7; depth++) {
      String next = "f" + (depth + 1) + ".yaml";
      write("f" + depth + ".yaml", "include: [%s, %s, %s, %s]".formatted(next, next, next, next));
    }
    write("f7.yaml", "x: 1");
    assertThatThrownBy(() -> read(folder.resolve("f0.yaml")))
        .hasMessageContaining("more than 64 files");
  }

  @Test
  void aListOfTenThousandPluginsIsToldAndNotRead() throws IOException {
    Path file =
        write(
            "s.yaml",
            "metrics: [%s]"
                .formatted(
                    IntStream.range(0, 10_000)
                        .mapToObj(index -> "m" + index)
                        .collect(Collectors.joining(", "))));
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("s.yaml:1:1: metrics names 10000 plugins; at most 200 are read.");
  }

  @Test
  void argumentsThatAreNoSettingsAreTold() throws IOException {
    Path file = write("s.yaml", "study: a");
    assertThatThrownBy(() -> read(file, "nonsense", "=1", "a..b=1", "seeds=[1", "include=x.yaml"))
        .isInstanceOfSatisfying(
            ConfigurationException.class, e -> assertThat(e.problems()).hasSize(5));
  }
}
