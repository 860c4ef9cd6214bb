package org.parfocal.learning.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
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
import org.parfocal.learning.StateTensor;

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

    Safetensors.write(file, StateTensor.of(tensors));
    Map<String, INDArray> read = Safetensors.read(file);

    assertThat(read).containsExactlyEntriesOf(tensors);
    assertThat(folder.toFile()).isDirectoryContaining(file.toFile()::equals);
    assertThat(folder.toFile()).isDirectoryNotContaining(other -> !other.equals(file.toFile()));
  }

  @Test
  void viewsAreWrittenInRowMajorOrder() {
    INDArray matrix = Nd4j.create(new float[] {1, 2, 3, 4, 5, 6}, new long[] {2, 3}, 'c');

    Safetensors.write(file, StateTensor.of(Map.of("transposed", matrix.transpose())));

    assertThat(only().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 4}, {2, 5}, {3, 6}});
  }

  @Test
  void bytesAreThoseOfTheFormat() throws IOException {
    Safetensors.write(file, StateTensor.of(Map.of("x", Nd4j.create(new float[] {1f}))));

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
    byte[] data = HexFormat.of().parseHex(hex);
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
    assertRefused("its header has 'x' twice");
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
  void offsetsThatRunBackwardsAreRefused() throws IOException {
    write(entry("x", "F32", "[0]", 0, 0) + "," + entry("y", "F32", "[1]", 0, -4), new byte[4]);
    assertRefused("tensor 'y' has a shape or offset that is not a natural number");
    write(entry("x", "F32", "[2]", 0, 8) + "," + entry("y", "F32", "[1]", 8, 4), new byte[8]);
    assertRefused("tensor 'y' ends before it begins");
  }

  @Test
  void numbersThatNoLongHoldsAreRefused() throws IOException {
    write(
        "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,18446744073709551616]}",
        new byte[4]);
    assertRefused("tensor 'x' has a shape or offset that is not a natural number");
    write(entry("x", "F32", "[1.5]", 0, 4), new byte[4]);
    assertRefused("tensor 'x' has a shape or offset that is not a natural number");
    write(entry("x", "F32", "[1,1,1,1,1,1,1,1,1]", 0, 4), new byte[4]);
    assertRefused("tensor 'x' has more than 8 dimensions");
  }

  @Test
  void shapesOfTypesThatAreNotReadAreCheckedToo() throws IOException {
    write(entry("x", "I64", "[2]", 0, 8), new byte[8]);
    assertRefused("tensor 'x' has a shape that does not fit its offsets");
    write(entry("x", "U8", "[9223372036854775807,2]", 0, 8), new byte[8]);
    assertRefused("tensor 'x' has a shape that does not fit its offsets");
  }

  @Test
  void descriptionsThatAreNoneAreRefused() throws IOException {
    write("\"x\":[1]", new byte[0]);
    assertRefused("tensor 'x' is not described");
    write("\"x\":{\"dtype\":\"F32\",\"shape\":[1]}", new byte[4]);
    assertRefused("tensor 'x' lacks its shape or its two offsets");
    write("\"x\":{\"dtype\":{},\"shape\":[1],\"data_offsets\":[0,4]}", new byte[4]);
    assertRefused("tensor 'x' has no known dtype");
    write(entry("x", "F4", "[1]", 0, 4), new byte[4]);
    assertRefused("tensor 'x' has no known dtype");
    write("\"x\":{\"shape\":[1],\"shape\":[2]}", new byte[4]);
    assertRefused("tensor 'x' has 'shape' twice");
    write("\"x\":{\"colour\":1}", new byte[4]);
    assertRefused("tensor 'x' has the unknown property 'colour'");
  }

  @Test
  void namesThatWouldFloodATerminalAreShortenedAndCleaned() throws IOException {
    write(entry("\\u001b[31m" + "x".repeat(9000), "F5", "[1]", 0, 4), new byte[4]);
    assertRefused("tensor '?[31m" + "x".repeat(75) + "\u2026' has no known dtype");
  }

  @Test
  void deepNestingAndCutJsonAreRefused() throws IOException {
    for (String open : new String[] {"[", "{\"a\":"}) {
      write("\"__metadata__\":" + open.repeat(1_000_000), new byte[0]);
      assertRefused("its header is not valid JSON, or nests too deeply");
    }
    write("\"x\":{\"dtype\":\"F32\",\"shape\":[" + "[".repeat(100_000), new byte[0]);
    assertRefused("tensor 'x' has a shape or offset that is not a natural number");
    writeHeader("{\"x\":{\"dtype\":\"F32\",\"shape\":[1", new byte[0]);
    assertRefused("its header is not valid JSON, or nests too deeply");
    writeHeader("{} {}", new byte[0]);
    assertRefused("something follows the JSON object in its header");
  }

  /** Two gigabytes would not fit into an array. */
  @Test
  void aLongHeaderIsRefusedBeforeItIsRead() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
      sparse.write(new byte[] {0, 0, 0, (byte) 0x80, 0, 0, 0, 0, '{', '"'}); // 2 GiB
    }
    assertRefused("its header is larger than 16 MiB");
  }

  @Test
  void aFileThatWasCutShortIsRefused() throws IOException {
    Safetensors.write(file, StateTensor.of(Map.of("x", Nd4j.ones(10), "y", Nd4j.ones(10))));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> Safetensors.read(file))
          .withMessageContaining("is not a usable safetensors file");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // beginnings of what torch.save writes: a zip archive, and pickles before PyTorch 1.6
    "504b03040000080800000000000000000000000000000000000010000f00617263686976652f646174612e706b6c",
    "80028a0a6cfc9c46f920"
  })
  void pyTorchFilesComeWithTheCommandThatConvertsThem(String start) throws IOException {
    Files.write(file, Arrays.copyOf(HexFormat.of().parseHex(start), 200));
    String name = file.toString();
    assertRefused(
        "it is a PyTorch file (.pth, .pt, .bin), which may hold code; this command converts it:"
            + " python3 -c \"import torch, safetensors.torch as s; w = torch.load('"
            + name
            + "', map_location='cpu', weights_only=True); w = w.get('state_dict', w.get('model',"
            + " w)); s.save_file({k: v.clone().contiguous() for k, v in w.items() if"
            + " torch.is_tensor(v)}, '"
            + name.replaceFirst("\\.\\w+$", "")
            + ".safetensors')\"");
  }

  @Test
  void aNameThatAShellWouldReadIsNotPartOfTheCommand() throws IOException {
    Path odd =
        Files.write(folder.resolve("a'$(id).pth"), new byte[] {(byte) 0x80, 2, 9, 9, 9, 9, 9, 9});
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Safetensors.read(odd))
        .withMessageContaining("torch.load('in.pth',")
        .withMessageContaining(", 'in.safetensors')");
  }

  /** The beginnings of files that the formats' own tools wrote. */
  @ParameterizedTest
  @CsvSource({
    // git lfs, git annex
    "76657273696f6e2068747470733a2f2f6769742d6c66732e6769746875622e636f6d, Git LFS pointer",
    "2f616e6e65782f6f626a656374732f5348413235362d7331303234, git-annex pointer",
    // torch.onnx.export (IR version 8, producer pytorch), tf2onnx (IR version 7, producer)
    "08081207707974 6f7263681a05322e302e30, ONNX model",
    "08071208746632 6f6e6e781a06312e392e33, ONNX model",
    // numpy.save, numpy.savez
    "934e554d5059010076007b276465736372, NumPy arrays",
    "504b03041400000000000000210000000000000000000000000005001400782e6e7079, NumPy arrays",
    // ModelSerializer, torch.jit.save, h5py, llama.cpp, gzip
    "504b03041400080808000000000000000000000000000000000012000000636f6e66696775726174696f6e2e6a736f6e, model of DL4J",
    "504b0304000008080000000000000000000000000000000000000d0000006d2f636f64652f5f5f746f7263, TorchScript",
    "894844460d0a1a0a0000000000080800, HDF5",
    "47475546030000002301000000000000, GGUF",
    "1f8b0800000000000003ecbd0760, gzip",
    "7b226d65746164617461223a7b22746f74616c5f73697a65223a, JSON",
    "0a3c21444f43545950452068746d6c3e, web page"
  })
  void otherFormatsAreCalledByTheirNames(String start, String name) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(start.replace(" ", ""));
    Files.write(file, Arrays.copyOf(bytes, 200));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageContaining("is not a usable safetensors file: it ")
        .withMessageContaining(name);
  }

  /** 640 is written as 80 02, which a pickle begins with as well. */
  @Test
  void aHeaderIsNotTakenForAPickle() throws IOException {
    String json = "{" + entry("x", "F32", "[1]", 0, 4) + "}";
    writeHeader(json + " ".repeat(0x280 - json.length()), new byte[] {0, 0, (byte) 0x80, 0x3f});

    assertThat(only().getFloat(0)).isEqualTo(1);
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
    writeHeader("{" + entries + "}", data);
  }

  private void writeHeader(String json, byte[] data) throws IOException {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(data);
    Files.write(file, bytes.array());
  }
}
