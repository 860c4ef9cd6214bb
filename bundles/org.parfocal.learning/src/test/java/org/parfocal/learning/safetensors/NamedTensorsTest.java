package org.parfocal.learning.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.ConfigurationException;
import org.parfocal.learning.StateTensor;

class NamedTensorsTest {
  @TempDir Path folder;
  private Path file;
  private final Map<String, INDArray> model = new LinkedHashMap<>();
  private final Map<String, INDArray> stored = new LinkedHashMap<>();

  @BeforeEach
  void name() {
    file = folder.resolve("t.safetensors");
  }

  @Test
  void everyTensorIsAssignedAndIgnoredOnesAreNot() {
    INDArray whole = Nd4j.zeros(3, 2);
    model.put("turned", whole.transpose());
    model.put("scalar", Nd4j.scalar(0f));
    stored.put("turned", Nd4j.create(new float[] {1, 2, 3, 4, 5, 6}, new long[] {2, 3}, 'c'));
    stored.put("scalar", Nd4j.scalar(7f));
    stored.put("classifier", Nd4j.create(new float[] {Float.NaN}));
    Safetensors.write(file, StateTensor.of(stored));

    NamedTensors.load(file, StateTensor.of(model), "classifier"::equals);

    assertThat(whole.toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 4}, {2, 5}, {3, 6}});
    assertThat(model.get("scalar")).isEqualTo(Nd4j.scalar(7f));
  }

  @Test
  void everythingThatDoesNotFitIsToldAtOnceAndNothingIsAssigned() {
    INDArray fits = Nd4j.zeros(2);
    model.put("fits", fits);
    model.put("absent", Nd4j.zeros(1));
    model.put("turned", Nd4j.zeros(2, 3));
    model.put("flat", Nd4j.zeros(6));
    model.put("wild", Nd4j.zeros(2));
    model.put("wilder", Nd4j.zeros(2));
    stored.put("fits", Nd4j.ones(2));
    stored.put("turned", Nd4j.ones(3, 2));
    stored.put("flat", Nd4j.ones(2, 3));
    stored.put("extra", Nd4j.ones(1));
    stored.put("wild", Nd4j.create(new float[] {1, Float.POSITIVE_INFINITY}));
    stored.put("wilder", Nd4j.create(new float[] {Float.NaN, 1}));
    Safetensors.write(file, StateTensor.of(stored));

    assertThat(problems())
        .containsExactly(
            "The weights file " + file + " lacks 1 tensor: 'absent'.",
            "The weights file " + file + " has 1 tensor that this model does not have: 'extra'.",
            "The weights file "
                + file
                + " has 2 tensors of another shape than this model's: 'turned' is [3, 2] and not"
                + " [2, 3], 'flat' is [2, 3] and not [6].",
            "The weights file "
                + file
                + " has 2 tensors with numbers that are not finite: 'wild', 'wilder'.");
    assertThat(fits.sumNumber().doubleValue()).isZero();
  }

  @Test
  void ofManyAFewAreNamedAndTheOthersCounted() {
    for (int i = 0; i < 100; i++) {
      model.put("layer" + i, Nd4j.zeros(1));
    }
    stored.put("module.layer0", Nd4j.zeros(1));
    Safetensors.write(file, StateTensor.of(stored));

    assertThat(problems())
        .containsExactly(
            "The weights file "
                + file
                + " lacks 100 tensors: 'layer0', 'layer1', 'layer2', 'layer3', 'layer4' and 95"
                + " more.",
            "The weights file "
                + file
                + " has 1 tensor that this model does not have: 'module.layer0'.");
  }

  @ParameterizedTest
  @CsvSource({
    // A number, and one that is not finite, in the format's little-endian bytes: IEEE 754.
    "F64, 000000000000f03f, 000000000000f07f",
    "F64, 000000000000f0bf, 9c7500883ce4377e",
    "F32, 0000807f, 0000803f",
    "F32, ffff7f7f, 0100c0ff",
    "F16, ff7b, 007c",
    "F16, ff7b, 01fe",
    "BF16, 7f7f, 807f",
    "BF16, 803f, c0ff",
  })
  void numbersThatAreNotFiniteAreFoundInEveryType(String type, String one, String other)
      throws Exception {
    model.put("x", Nd4j.zeros(2));
    byte[] data = HexFormat.of().parseHex(one + other);
    String json =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":[2],\"data_offsets\":[0,%d]}}"
            .formatted(type, data.length);
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(header.length).put(header).put(data).array());
    Map<String, long[]> shapes = Map.of("x", new long[] {2});

    assertThatThrownBy(() -> NamedTensors.check(file, shapes, name -> false))
        .hasMessageContaining("has 1 tensor with numbers that are not finite: 'x'.");

    byte[] whole = Files.readAllBytes(file);
    byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, whole.length - data.length), whole.length);
    Files.write(file, zeros);
    NamedTensors.check(file, shapes, name -> false);
  }

  @Test
  void typesThatCannotBeReadAreNamed() throws Exception {
    model.put("x", Nd4j.zeros(2));
    String json = "{\"x\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(header.length).put(header).array());

    assertThat(problems())
        .containsExactly(
            "The weights file "
                + file
                + " has 1 tensor of a type other than F64, F32, F16 and BF16: 'x' is I32.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"module.", "model.", "backbone.", "encoder.", "module.encoder.", "a.b.c."})
  void aPrefixOfAllNamesIsLeftOutWithANote(String prefix) {
    INDArray conv = Nd4j.zeros(2);
    model.put("conv.weight", conv);
    model.put("bn.bias", Nd4j.zeros(3));
    stored.put(prefix + "conv.weight", Nd4j.create(new float[] {3, 4}));
    stored.put(prefix + "bn.bias", Nd4j.zeros(3));
    stored.put(prefix + "bn.num_batches_tracked", Nd4j.zeros(1));
    stored.put("projector.weight", Nd4j.zeros(4));
    Safetensors.write(file, StateTensor.of(stored));

    assertThat(remarks())
        .containsExactly(
            "The names in the weights file %s begin with '%s', which was left out."
                .formatted(file, prefix),
            "Of the weights file %s, 'projector.weight' was not used: the model has no such part."
                .formatted(file));
    assertThat(conv.toFloatVector()).containsExactly(3, 4);
  }

  @Test
  void aModelThatIsThereTwiceIsRefused() {
    model.put("conv.weight", Nd4j.zeros(2));
    stored.put("encoder_q.conv.weight", Nd4j.zeros(2));
    stored.put("encoder_k.conv.weight", Nd4j.zeros(2));
    Safetensors.write(file, StateTensor.of(stored));

    assertThat(problems())
        .containsExactly(
            "The weights file %s holds this model more than once, under 'encoder_k.', 'encoder_q.'; give a file with one of them."
                .formatted(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fc.weight", "head", "classifier.6.bias", "heads.head.weight"})
  void aClassifierThatIsNotNeededIsLeftOutWithANote(String name) {
    model.put("conv.weight", Nd4j.zeros(2));
    stored.put("conv.weight", Nd4j.zeros(2));
    stored.put(name, Nd4j.create(new float[] {Float.NaN}));
    Safetensors.write(file, StateTensor.of(stored));

    assertThat(remarks())
        .containsExactly(
            "Of the weights file %s, '%s' was not used: the model has no such part."
                .formatted(file, name));
  }

  /** Counters of batches are not needed: with or without them, there is nothing to say. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void countersOfBatchesMayBeMissing(boolean there) {
    model.put("bn.weight", Nd4j.zeros(2));
    stored.put("bn.weight", Nd4j.ones(2));
    if (there) {
      stored.put("bn.num_batches_tracked", Nd4j.zeros(1));
    }
    Safetensors.write(file, StateTensor.of(stored));

    assertThat(remarks()).isEmpty();
  }

  /** 1.5 and −2 in the format's little-endian bytes: IEEE 754 binary16, and bfloat16. */
  @ParameterizedTest
  @CsvSource({"F16, 003e00c0", "BF16, c03f00c0"})
  void halfPrecisionIsReadWithANote(String type, String data) throws Exception {
    INDArray values = Nd4j.zeros(2);
    model.put("x", values);
    String json = "{\"x\":{\"dtype\":\"%s\",\"shape\":[2],\"data_offsets\":[0,4]}}".formatted(type);
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(12 + header.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header).put(HexFormat.of().parseHex(data));
    Files.write(file, bytes.array());

    assertThat(remarks())
        .containsExactly(
            "The weights file %s is in half precision (%s); it is computed with single precision."
                .formatted(file, type));
    assertThat(values.toFloatVector()).containsExactly(1.5f, -2);
  }

  /** Loads the file, and gives the sentences on it. */
  private List<String> remarks() {
    Predicate<String> ignored = name -> name.endsWith(".num_batches_tracked");
    Map<String, StateTensor> targets = StateTensor.of(model);
    NamedTensors.load(file, targets, ignored);
    Map<String, long[]> shapes = new LinkedHashMap<>();
    targets.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return NamedTensors.check(file, shapes, ignored);
  }

  @Test
  void shapesTellWhatFits() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("a", new long[] {2});
    stored.put("a", Nd4j.create(new float[] {1, 2}));
    stored.put("head", Nd4j.create(new float[] {Float.NaN}));
    Safetensors.write(file, StateTensor.of(stored));

    NamedTensors.check(file, shapes, "head"::equals);
    shapes.put("a", new long[] {3});
    shapes.put("b", new long[] {1});
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> NamedTensors.check(file, shapes, "head"::equals))
        .withMessageContaining("lacks 1 tensor: 'b'")
        .withMessageContaining("'a' is [2] and not [3]");
  }

  private List<String> problems() {
    ConfigurationException[] thrown = new ConfigurationException[1];
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> NamedTensors.load(file, StateTensor.of(model), name -> false))
        .satisfies(e -> thrown[0] = e);
    return thrown[0].problems();
  }
}
