package org.parfocal.learning.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;

class SafetensorsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("t.safetensors");
  }

  @Test
  void whatIsWrittenIsReadAgainInOrderAndShape() {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("z.weight", Nd4j.create(new float[] {1, 2, 3, 4, 5, 6}, new long[] {3, 1, 2}, 'c'));
    tensors.put("a.bias", Nd4j.create(new float[] {-0.5f, Float.MIN_VALUE}));
    tensors.put("scale", Nd4j.scalar(7f));

    Safetensors.write(file, tensors);
    Map<String, INDArray> read = Safetensors.read(file);

    assertThat(read).containsExactlyEntriesOf(tensors);
    assertThat(folder.toFile()).isDirectoryContaining(file.toFile()::equals);
    assertThat(folder.toFile()).isDirectoryNotContaining(other -> !other.equals(file.toFile()));
  }

  @Test
  void viewsAreWrittenInRowMajorOrder() {
    INDArray matrix = Nd4j.create(new float[] {1, 2, 3, 4, 5, 6}, new long[] {2, 3}, 'c');

    Safetensors.write(file, Map.of("transposed", matrix.transpose()));

    assertThat(only().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 4}, {2, 5}, {3, 6}});
  }

  @Test
  void bytesAreThoseOfTheFormat() throws IOException {
    Safetensors.write(file, Map.of("x", Nd4j.create(new float[] {1f})));

    byte[] bytes = Files.readAllBytes(file);
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    assertThat(new String(bytes, 8, (int) header, StandardCharsets.UTF_8))
        .startsWith("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}");
    assertThat(bytes).hasSize((int) (8 + header + 4)).endsWith(0, 0, 0x80, 0x3f);
  }

  @ParameterizedTest
  @CsvSource({
    // type, little-endian bytes in hexadecimal, value (IEEE 754-2019 and bfloat16 examples)
    "F64, 182d4454fb210940, 3.1415927",
    "F32, db0f4940, 3.1415927",
    "F16, 003c, 1",
    "F16, 00c0, -2",
    "F16, ff7b, 65504",
    "F16, 0004, 6.103515625e-5",
    "F16, ff03, 6.097555160522461e-5",
    "F16, 0100, 5.960464477539063e-8",
    "F16, 0080, 0",
    "F16, 5535, 0.333251953125",
    "BF16, 803f, 1",
    "BF16, 49c0, -3.140625"
  })
  void otherFloatTypesAreConverted(String type, String hex, float value) throws IOException {
    byte[] data = java.util.HexFormat.of().parseHex(hex);
    write(entry("x", type, "[1]", 0, data.length), data);

    assertThat(only().getFloat(0)).isCloseTo(value, within(0f));
  }

  @Test
  void unwantedTensorsMayBeOfAnyType() throws IOException {
    byte[] data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putFloat(2f).array();
    write(entry("x", "F32", "[1]", 0, 4) + "," + entry("count", "I64", "[]", 4, 12), data);

    assertThat(Safetensors.read(file, name -> !name.equals("count"))).containsOnlyKeys("x");
    assertRefused("tensor 'count' is of type I64, only F64, F32, F16 and BF16 can be read");
  }

  @Test
  void offsetsBeyondTheFileAreRefused() throws IOException {
    write(entry("x", "F32", "[1000000000]", 0, 4_000_000_000L), new byte[4]);
    assertRefused("tensor 'x' reaches beyond the end of the file");
  }

  @Test
  void aShapeThatOverflowsIsRefused() throws IOException {
    write(entry("x", "F32", "[4294967296,4294967296]", 0, 4), new byte[4]);
    assertRefused("tensor 'x' has a shape that does not fit its offsets");
  }

  @Test
  void gapsOverlapsAndTrailingBytesAreRefused() throws IOException {
    write(entry("x", "F32", "[1]", 4, 8), new byte[8]);
    assertRefused("tensor 'x' does not begin where the one before it ends");
    write(entry("x", "F32", "[1]", 0, 4) + "," + entry("y", "F32", "[1]", 0, 4), new byte[4]);
    assertRefused("tensor 'y' does not begin where the one before it ends");
    write(entry("x", "F32", "[1]", 0, 4), new byte[9]);
    assertRefused("its length does not fit its header");
  }

  @Test
  void namesOccurOnce() throws IOException {
    write(entry("x", "F32", "[1]", 0, 4) + "," + entry("x", "F32", "[1]", 4, 8), new byte[8]);
    assertRefused("its header is not valid JSON");
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() throws IOException {
    write(entry("x", "F16", "[1]", 0, 2), new byte[] {0, 0x7c});
    assertRefused("tensor 'x' holds a number that is not finite");
  }

  @Test
  void hugeNegativeAndAbsentHeadersAreRefused() throws IOException {
    Files.write(file, new byte[] {1, 2, 3});
    assertRefused("it is too short to have a header");
    Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 0});
    assertRefused("its header reaches beyond the end of the file");
    Files.write(file, new byte[] {0, 0, 0, 0, 1, 0, 0, 0, 0});
    assertRefused("its header reaches beyond the end of the file");
    Files.write(file, new byte[] {4, 0, 0, 0, 0, 0, 0, 0, 'n', 'u', 'l', 'l'});
    assertRefused("its header is not a JSON object");
  }

  @Test
  void anAbsentFileIsNamed() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining("cannot be read");
  }

  @Test
  void aFolderThatDoesNotExistIsNamedWhenWriting() {
    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> Safetensors.write(folder.resolve("no/t.safetensors"), Map.of()))
        .withMessageContaining("no/t.safetensors");
  }

  @Test
  void tensorsThatDoNotFitAModelAreAllNamedAndNothingIsAssigned() {
    INDArray fits = Nd4j.zeros(2);
    Map<String, INDArray> model = new LinkedHashMap<>();
    model.put("fits", fits);
    model.put("absent", Nd4j.zeros(1));
    model.put("turned", Nd4j.zeros(2, 3));
    Map<String, INDArray> source =
        Map.of("fits", Nd4j.ones(2), "turned", Nd4j.ones(3, 2), "extra", Nd4j.ones(1));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> NamedTensors.assign(source, model, file))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "The file " + file + " lacks the tensor 'absent'.",
                        "The tensor 'turned' in "
                            + file
                            + " has the shape [3, 2], but [2, 3] is needed.",
                        "The file "
                            + file
                            + " has the tensor 'extra', which this model does not have."));
    assertThat(fits.sumNumber().doubleValue()).isZero();
  }

  private INDArray only() {
    return Safetensors.read(file).values().iterator().next();
  }

  private void assertRefused(String why) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Safetensors.read(file))
        .withMessage("The file " + file + " is not a usable safetensors file: " + why + ".");
  }

  private static String entry(String name, String type, String shape, long begin, long end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, type, shape, begin, end);
  }

  private void write(String entries, byte[] data) throws IOException {
    byte[] header = ("{" + entries + "}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(data);
    Files.write(file, bytes.array());
  }
}
