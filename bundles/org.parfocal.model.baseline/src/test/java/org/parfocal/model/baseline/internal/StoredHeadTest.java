package org.parfocal.model.baseline.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.Validation;
import org.parfocal.learning.safetensors.Safetensors;
import org.parfocal.nn.FloatTensors;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;
import org.parfocal.testkit.learning.PixelBackbones;
import org.parfocal.testkit.learning.StandaloneTraining;

/** The files of a model say by themselves what it predicts. */
class StoredHeadTest {
  @TempDir Path folder;
  private final List<Sample> test = RandomFeatures.cohort("test", 40);
  private List<TrainedModel.Output> outputs = List.of();

  @BeforeEach
  void storeAModel() throws IOException {
    BaselineModel baseline =
        new BaselineModel(
            OptionValues.of(BaselineModel.Options.class, Map.of()),
            PixelBackbones.fixed(),
            StandaloneTraining.of(new RandomFeatures(), 5, 64, 0.01));
    try (TrainedModel model =
        baseline.fit(
            ShuffledGroups.singles(RandomFeatures.cohort("train", 200)),
            Validation.of(List.of()),
            new RecordingJob(folder, 13))) {
      model.save(Files.createDirectory(folder.resolve("model")));
      outputs = model.predict(test);
    }
  }

  @Test
  void theDescribedArithmeticGivesThePredictions() throws IOException {
    Map<String, Object> description =
        JSON.std.mapFrom(Files.readString(folder.resolve("model/model.json")));
    double[] mean = numbers(description, "standardisation-mean");
    double[] scale = numbers(description, "standardisation-scale");
    Map<String, INDArray> head = Safetensors.read(folder.resolve("model/head.safetensors"));
    float[] weight = FloatTensors.read(Objects.requireNonNull(head.get("classifier.weight")));
    float[] bias = FloatTensors.read(Objects.requireNonNull(head.get("classifier.bias")));
    head.values().forEach(INDArray::close);

    for (TrainedModel.Output output : outputs) {
      double[] exponentials = new double[bias.length];
      double sum = 0;
      for (int k = 0; k < bias.length; k++) {
        double logit = bias[k];
        for (int d = 0; d < mean.length; d++) {
          double z = (output.embedding()[d] - mean[d]) * scale[d];
          logit += weight[k * mean.length + d] * z;
        }
        exponentials[k] = Math.exp(logit);
        sum += exponentials[k];
      }
      for (int k = 0; k < bias.length; k++) {
        assertThat(output.probabilities()[k]).isEqualTo(exponentials[k] / sum, within(1e-5));
      }
    }
  }

  @Test
  void thePythonLinesOfTheDocumentsGiveThePredictions() throws Exception {
    assumeTrue(runs("import numpy"), "needs python3 with numpy");
    Files.write(folder.resolve("embeddings.npy"), embeddings());
    List<String> rows = new ArrayList<>();
    rows.add("sample,patient,magnification,domain,part,label,p_benign,p_malignant");
    for (int row = 0; row < outputs.size(); row++) {
      double[] p = outputs.get(row).probabilities();
      rows.add("s%d,p,,,test,benign,%s,%s".formatted(row, p[0], p[1]));
    }
    Files.write(folder.resolve("predictions.csv"), rows);

    assertThat(Double.parseDouble(python(documented()).strip())).isLessThan(1e-5);

    rows.set(1, "s0,p,,,test,benign,0.0,1.5");
    Files.write(folder.resolve("predictions.csv"), rows);
    assertThat(Double.parseDouble(python(documented()).strip())).isGreaterThan(0.4);
  }

  private static String documented() throws IOException {
    Path up = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(up.resolve("docs/files.md"))) {
      up = Objects.requireNonNull(up.getParent(), "docs/files.md");
    }
    String page = Files.readString(up.resolve("docs/files.md"));
    String start = "```python\n";
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf("```", from));
  }

  private boolean runs(String program) throws InterruptedException {
    try {
      python(program);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String python(String program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "-c", program)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(said);
    }
    return said;
  }

  private byte[] embeddings() {
    int columns = outputs.get(0).embedding().length;
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(outputs.size(), columns);
    header += " ".repeat(127 - 10 - header.length()) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    for (TrainedModel.Output output : outputs) {
      ByteBuffer row = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      row.asFloatBuffer().put(output.embedding());
      bytes.writeBytes(row.array());
    }
    return bytes.toByteArray();
  }

  private static double[] numbers(Map<String, Object> description, String key) {
    return ((List<?>) Objects.requireNonNull(description.get(key)))
        .stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
  }
}
