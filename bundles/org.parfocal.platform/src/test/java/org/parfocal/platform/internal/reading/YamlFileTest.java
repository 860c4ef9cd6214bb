package org.parfocal.platform.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.ConfigurationException;

class YamlFileTest {
  @TempDir Path folder;

  private static Setting parse(String text) {
    Problems problems = new Problems();
    Setting root = new Setting("", YamlFile.parse(text, "s.yaml", problems));
    problems.throwIfAny();
    return root;
  }

  @Test
  void settingsKnowTheirLine() {
    Setting root = parse("study: a\ntraining:\n  epochs: 3\n");
    Setting epochs = root.child("training").orElseThrow().child("epochs").orElseThrow();
    assertThat(epochs.path()).isEqualTo("training.epochs");
    assertThat(epochs.text()).contains("3");
    assertThat(epochs.origin()).hasToString("s.yaml:3:3");
  }

  @Test
  void valuesStayAsTheyWereWritten() {
    Setting root = parse("a: 1e-3\nb: 010\nc: no\nd: 12:30\ne: 2026-01-01\nf: [1, 0x1F]");
    assertThat(root.children())
        .extracting(Setting::shown)
        .containsExactly("1e-3", "010", "no", "12:30", "2026-01-01", "[1, 0x1F]");
  }

  @Test
  void dottedKeysAreTakenApartSaveInNamesOfVariants() {
    Setting root =
        parse("model.depth: 3\nmodel: {width: 4}\nvariants: {'a,model.depth=3': {model.depth: 5}}");
    assertThat(root.child("model").orElseThrow().children()).hasSize(2);
    Setting variant = root.child("variants").orElseThrow().children().get(0);
    assertThat(variant.name()).isEqualTo("a,model.depth=3");
    assertThat(variant.child("model").orElseThrow().child("depth").orElseThrow().text())
        .contains("5");
  }

  @Test
  void keysThatNobodyWouldWriteAreRefusedInOneShortSentence() {
    String deep = "a" + ".a".repeat(100);
    assertThatThrownBy(() -> parse(deep + ": 1"))
        .hasMessage("s.yaml:1:1: a key has 101 parts; no setting lies as deep.");
    assertThatThrownBy(() -> parse("? " + deep.repeat(1000) + "\n: 1"))
        .hasMessage("s.yaml:1:3: a key has 201000 letters; no key is as long.");
    String many =
        IntStream.range(0, 2001).mapToObj("a.b%d: 1\n"::formatted).collect(Collectors.joining());
    assertThatThrownBy(() -> parse(many)).hasMessageContaining("more than 2000 keys");
  }

  @Test
  void whatIsQuotedIsCutOff() {
    Problems problems = new Problems();
    problems.add(new Origin("s.yaml", 1, 1), "x".repeat(10_000_000));
    assertThatThrownBy(problems::throwIfAny).message().hasSizeLessThan(2000);
    assertThatThrownBy(() -> parse("{%s: 1, %s: 2}".formatted("k".repeat(900), "k".repeat(900))))
        .message()
        .hasSizeLessThan(2000);
  }

  @Test
  @Timeout(10)
  void megabytesInOneLineAreNotParsed(@TempDir Path folder) throws IOException {
    for (String start : List.of("# ", "study: ", "study: '", "study: \"", "study: &")) {
      Path file = Files.writeString(folder.resolve("s.yaml"), start + "x".repeat(3 << 20));
      assertThatThrownBy(() -> YamlFile.read(file, new Problems()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("has a line of more than");
    }
    Path file = Files.writeString(folder.resolve("s.yaml"), "# a comment\n".repeat(300_000));
    YamlFile.read(file, new Problems());
    Files.writeString(file, "#\n".repeat(3 << 20));
    assertThatThrownBy(() -> YamlFile.read(file, new Problems()))
        .hasMessageContaining("larger than 4 MiB");
  }

  @Test
  void mergeKeysShowThroughWhatIsWritten() {
    Setting root = parse("base: &b {x: 1, y: 2}\nother: {<<: *b, y: 3}");
    Setting other = root.child("other").orElseThrow();
    assertThat(other.child("x").orElseThrow().text()).contains("1");
    assertThat(other.child("y").orElseThrow().text()).contains("3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'study: [1, 2'              | s.yaml:1:13:
          'study: a\\n\\tseeds: 1'    | s.yaml:2:1:
          'study: a: b'               | s.yaml:1:9:
          '{a: 1'                     | s.yaml:1:6:
          'a: *nowhere'               | s.yaml:1:4:
          'a: "open'                  | s.yaml:1:9:
          'a: 1\\n---\\nb: 2'         | s.yaml:2:1:
          'just text'                 | s.yaml:1:1:
          '- a list'                  | s.yaml:1:1:
          """)
  void malformedYamlIsToldWithItsPlace(String text, String place) {
    assertThatThrownBy(() -> parse(text.translateEscapes()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(place)
        .satisfies(thrown -> assertThat(String.valueOf(thrown.getMessage()).lines()).hasSize(1));
  }

  @Test
  void aKeyGivenTwiceIsRefused() {
    assertThatThrownBy(() -> parse("a:\n  x: 1\n  y: 2\n  x: 3"))
        .hasMessage("s.yaml:4:3: a.x is given twice; keep one of the two.");
    assertThatThrownBy(() -> parse("a: {x: 1}\na.x: 3"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("a.x is given twice");
  }

  @Test
  void tagsThatNameCodeAreRefused() {
    assertThatThrownBy(() -> parse("a: !!javax.script.ScriptEngineManager [x]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("s.yaml:1:4: ")
        .hasMessageContaining("ScriptEngineManager");
    assertThatThrownBy(() -> parse("a: !local x")).hasMessageContaining("!local");
  }

  @Test
  void aBombOfAliasesIsRefusedQuickly() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 15; level++) {
      String alias = "*a" + (level - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(level, level, (alias + ", ").repeat(9) + alias));
    }
    assertTimeout(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> parse(bomb.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("s.yaml"));
  }

  @Test
  void anAliasToItselfIsRefused() {
    assertThatThrownBy(() -> parse("a: &a {b: *a}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("refers to itself");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> parse("a: " + "[".repeat(5000) + "]".repeat(5000)))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void filesThatAreNoStudyFilesAreNamed() throws IOException {
    Problems problems = new Problems();
    assertThatThrownBy(() -> YamlFile.read(folder.resolve("absent.yaml"), problems))
        .hasMessageContaining("There is no file")
        .hasMessageContaining("absent.yaml");
    assertThatThrownBy(() -> YamlFile.read(folder, problems)).hasMessageContaining("is not a file");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
    assertThatThrownBy(() -> YamlFile.read(latin, problems)).hasMessageContaining("is not UTF-8");
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {'a', ':', '\n', 0, 1});
    assertThatThrownBy(() -> YamlFile.read(binary, problems))
        .hasMessageContaining("binary.yaml:2:1: a character that YAML does not allow");
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "# nothing\n");
    assertThat(new Setting("", YamlFile.read(empty, problems)).isEmpty()).isTrue();
  }
}
