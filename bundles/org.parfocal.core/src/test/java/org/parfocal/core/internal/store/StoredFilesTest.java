package org.parfocal.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.OutputException;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.text.Json;

class StoredFilesTest {
  private static final List<String> CLASSES = List.of("benign", "=malignant,\"x\"");

  @TempDir Path folder;

  private static final JobIdentity IDENTITY =
      new JobIdentity(Map.of("model.name", "abc"), Map.of("org.example.model", "1.0.0 sha256:00"));

  @Test
  void ofAFinishedJobOnlyWhatScoresAndReportsNeedIsKept() {
    Map<String, JobRecord.StoredFile> files = new LinkedHashMap<>();
    for (String name : List.of("config.yaml", "model/head.bin", "predictions.csv", "samples.csv")) {
      files.put(name, new JobRecord.StoredFile(name.length(), name));
    }
    JobKey key = new JobKey("v", "f", 1);
    JobRecord done =
        JobRecord.planned(new JobKey("v", "f", 1), IDENTITY, CLASSES)
            .begun(0, "", Map.of("org.parfocal.core", "1.2.3", "commit", "abc", "os", "Linux"))
            .done("2026-11-28T12:00:00Z", 2.5, List.of("few patients"), files);

    JobRecord slim = done.slim(new StoredPlan.StoredJob(key, IDENTITY));

    assertThat(slim.files()).containsOnlyKeys("predictions.csv", "samples.csv");
    assertThat(slim.files().get("samples.csv")).isEqualTo(done.files().get("samples.csv"));
    assertThat(slim.environment()).isEqualTo(Map.of("org.parfocal.core", "1.2.3", "commit", "abc"));
    assertThat(slim.key()).isSameAs(key);
    assertThat(slim.identity()).isSameAs(IDENTITY);
    assertThat(slim)
        .usingRecursiveComparison()
        .ignoringFields("files", "environment")
        .isEqualTo(done);
  }

  @Test
  void predictionsReadBackBitForBit() throws IOException {
    Random random = new Random(1);
    List<Prediction> predictions =
        Stream.generate(random::nextDouble)
            .limit(500)
            .map(
                p ->
                    new Prediction(
                        "200X", "s" + p, "p,\"1\"", null, Part.SEEN, 1, List.of(1 - p, p)))
            .toList();
    String text = PredictionFile.text(predictions, CLASSES);

    assertThat(PredictionFile.parse(text, "200X", CLASSES)).isEqualTo(predictions);
  }

  @Test
  void textThatASpreadsheetWouldRunIsGuardedAndRestored() throws IOException {
    for (String name :
        List.of("=1+1", "+x", "-x", "@x", "\tx", "'quoted", "''=x", "a\nb", "a,b", "\"", "ü")) {
      Prediction prediction =
          new Prediction("f", name, name, name, Part.TEST, 1, List.of(0.25, 0.75));
      String text = PredictionFile.text(List.of(prediction), CLASSES);

      assertThat(PredictionFile.parse(text, "f", CLASSES)).containsExactly(prediction);
      assertThat(text.substring(text.indexOf('\n') + 1)).doesNotStartWith("=").doesNotContain(",=");
    }
  }

  @Test
  void predictionsOfOtherClassesOrBrokenNumbersAreRefused() {
    Prediction prediction = new Prediction("f", "s", "p", "4X", Part.TEST, 0, List.of(0.5, 0.5));
    String text = PredictionFile.text(List.of(prediction), CLASSES);

    assertThatThrownBy(() -> PredictionFile.parse(text, "f", List.of("a", "b")))
        .isInstanceOf(IOException.class);
    for (String broken :
        List.of(
            text.replace("0.5", "0.7"),
            text.replace("0.5", "x"),
            text.replace(",test,", ",best,"),
            text.replace("benign,0.5", "bening,0.5"),
            text.replace(",0.5\n", "\n"),
            "")) {
      assertThatThrownBy(() -> PredictionFile.parse(broken, "f", CLASSES))
          .as(broken)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void embeddingsAreAnArrayThatNumpyReads() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EmbeddingFile.write(List.of(new float[] {1, 2, 3}, new float[] {4, 5, -6.5f}), out);
    byte[] bytes = out.toByteArray();

    // As numpy.lib.format describes version 1.0: magic, version, header length, header, data.
    assertThat(bytes).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = data.getShort(8);
    assertThat((10 + length) % 64).isZero();
    assertThat(new String(bytes, 10, length, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
        .endsWith("\n");
    assertThat(bytes).hasSize(10 + length + 24);
    assertThat(data.getFloat(10 + length + 20)).isEqualTo(-6.5f);
  }

  @Test
  void anyChangedByteOfAJobRecordIsNoticed() throws IOException {
    JobRecord record =
        JobRecord.planned(new JobKey("v", "f", 13), IDENTITY, CLASSES)
            .begun(1, "2026-01-01T00:00:00Z", Map.of("java", "17"))
            .done(
                "2026-01-01T00:01:00Z",
                60.5,
                List.of("a warning"),
                Map.of("predictions.csv", new JobRecord.StoredFile(5, "00")));
    String text = record.text();
    assertThat(JobRecord.parse(text)).isEqualTo(record);

    int noticed = 0;
    for (int index = 0; index < text.length(); index++) {
      if (!Character.isWhitespace(text.charAt(index))) {
        char changed = text.charAt(index) == '1' ? '2' : '1';
        String damaged = text.substring(0, index) + changed + text.substring(index + 1);
        assertThatThrownBy(() -> JobRecord.parse(damaged))
            .as("byte %d", index)
            .isInstanceOf(IOException.class);
        noticed++;
      }
    }
    assertThat(noticed).isGreaterThan(400);
    for (String broken : List.of("", "[]", "{", "null", "{\"format\": 1}", text.substring(9))) {
      assertThatThrownBy(() -> JobRecord.parse(broken)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void jobFoldersStayBelowTheStudyAndApart() {
    Path study = folder.resolve("study");
    List<String> names =
        List.of(
            "200X",
            "..",
            ".",
            "../../etc",
            "/etc",
            "a/b",
            "a%2Fb",
            "A b",
            "ä",
            "x".repeat(400),
            "x".repeat(401),
            "model.lambda-max=0.1,b",
            "con\0",
            "\\\\host");
    assertThat(names.stream().map(name -> JobFolder.path(study, new JobKey(name, name, 1))))
        .doesNotHaveDuplicates()
        .allMatch(path -> path.normalize().startsWith(study))
        .allMatch(path -> path.equals(path.normalize()))
        .allMatch(path -> path.getNameCount() == study.getNameCount() + 3);
    assertThat(JobFolder.path(study, new JobKey("domain-general,a=0.1", "200X-3", 13)))
        .isEqualTo(study.resolve("domain-general,a=0.1/200X-3/seed-13"));
  }

  @Test
  void yamlReadsBackToTheSameValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("study", "a study: with # signs");
    values.put("yes", "no");
    values.put("number-like", "1e-3");
    values.put("date-like", "2026-01-01");
    values.put("lines", "a\nb\t\"c\" \\ü");
    values.put("empty", "");
    values.put("learning-rate", 3.0e-4);
    values.put("tiny", 1.0e-12);
    values.put("epochs", 12);
    values.put("flip", true);
    values.put("seeds", List.of(13, 42));
    values.put("none", List.of());
    values.put("nothing", Map.of());
    values.put("metrics", List.of("classification", Map.of("name", "x", "draws", 100)));
    List<Object> twice = List.of("once", 1);
    values.put("first", twice);
    values.put("second", twice);
    values.put("long", "word ".repeat(60).strip());
    values.put("path", "/data/BreaKHis v1");
    values.put("home", "~");
    values.put("variants", Map.of("baseline", Map.of("model", Map.of("strategy", "baseline"))));

    String text = Yaml.document(values);
    Map<String, Object> read = new org.yaml.snakeyaml.Yaml().load(text);
    assertThat(read).isEqualTo(values);
    assertThat(text)
        .contains("learning-rate: 3.0E-4")
        .contains("flip: true")
        .contains("long: " + "word ".repeat(59))
        .doesNotContain("&id", "*id");
  }

  @Test
  void aFileIsOldOrNewAndNeverHalf() throws IOException {
    Path file = Files.writeString(folder.resolve("results.md"), "old");
    Disk disk = new Disk();
    assertThatThrownBy(
            () ->
                disk.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("The disk is full");
    assertThat(file).hasContent("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    Thread.currentThread().interrupt();
    disk.write(file, "new");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasContent("new");
  }

  @Test
  void numbersThatJsonDoesNotKnowAreNull() {
    assertThat(Json.line(Map.of("loss", Double.NaN))).isEqualTo("{\"loss\":null}");
    assertThat(Json.line(Map.of("loss", List.of(Double.POSITIVE_INFINITY, 1.5))))
        .isEqualTo("{\"loss\":[null,1.5]}");
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("b", 1);
    one.put("a", List.of(1L));
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("a", List.of(1));
    other.put("b", 1L);
    assertThat(Json.canonical(one)).isEqualTo(Json.canonical(other));
  }
}
