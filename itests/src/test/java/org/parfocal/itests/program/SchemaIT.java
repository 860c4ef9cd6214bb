package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.itest.Program;

/** The schema of study files, by a validator that is not ours. */
class SchemaIT {
  private static final Path CONFIGS = Path.of("../configs").toAbsolutePath();

  @TempDir static Path folder;
  private static Schema schema;

  @BeforeAll
  static void writeSchema() throws Exception {
    Program.in(folder).run(0, "schema", "parfocal.schema.json");
    String written = Files.readString(folder.resolve("parfocal.schema.json"));
    assertThat(Program.in(folder).run(0, "schema").out()).isEqualTo(written);
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    assertThat(
            registry
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(written, InputFormat.JSON))
        .isEmpty();
    schema = registry.getSchema(written, InputFormat.JSON);
  }

  @Test
  void everyStudyThatShipsIsSound() throws IOException {
    Map<String, List<String>> wrong = new TreeMap<>();
    try (Stream<Path> files = Files.walk(CONFIGS)) {
      List<Path> studies = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(studies).hasSizeGreaterThan(20);
      for (Path study : studies) {
        List<String> errors = errors(Files.readString(study));
        if (!errors.isEmpty()) {
          wrong.put(study.getFileName().toString(), errors);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "model: {strategy: texture, c: '${env:C}'}",
        "training.learning-rate: 1e-3",
        "variants: {a: null, b: {training: {epochs: 3}}}",
        "transforms: {stain-jitter: {strength: 0.1}}",
        "augmentation: {strategy: dcgan, ratio: 1}",
        "augmentation: [{multiscale: {group: pair}}, zoom]",
        "grid: {training: {epochs: [1, 2]}, model.strategy: [dann, smse]}",
        "select: {by: validation, measure: auc}",
        "dataset: {reader: table, path: index.csv, pyramid: {size: 64}}",
        "metrics: {classification: {threshold: fixed}}"
      })
  void whatAStudyMaySayIsSound(String study) {
    assertThat(errors(study)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trainings: {epochs: 3}",
        "training: {epoch: 3}",
        "training: {epochs: many}",
        "training: {epochs: 2.5}",
        "training: {learning-rate: -1}",
        "training: {select: validation-acu}",
        "training: 3",
        "model: {strategy: dan}",
        "model: {strategy: texture, lambda: 1}",
        "model: {strategy: process, program: a, minutes: 0}",
        "dataset: {reader: synthetic, patients: none}",
        "images: {size: [1, 2]}",
        "transforms: [orientations]",
        "transforms: [{stain-jitter: {force: 0.1}}]",
        "augmentation: {strategy: gan}",
        "metrics: [accuracy]",
        "variants: [a, b]",
        "variants: {a: {metrics: [classification]}}",
        "variants: {a: {model: {strategy: dan}}}",
        "seeds: {a: 1}",
        "study: a/b",
        "select: best",
        "grid: {seeds: [1, 2]}",
        "device: cuda"
      })
  void whatAStudyMayNotSayIsFound(String study) {
    assertThat(errors(study)).isNotEmpty();
  }

  private static List<String> errors(String study) {
    return schema.validate(study, InputFormat.YAML).stream().map(Object::toString).toList();
  }
}
