package org.parfocal.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.learning.Backbone;

/** Each wrong model or option is refused in one sentence that says what to do. */
class RefusedModelsTest {
  private static final String CACHE = "parfocal.cache";

  @TempDir Path folder;

  private final String before = System.getProperty(CACHE, "");

  @BeforeEach
  void useACacheOfItsOwn() {
    System.setProperty(CACHE, folder.resolve("cache").toString());
  }

  @AfterEach
  void useTheCacheThatWasThere() {
    System.setProperty(CACHE, before);
  }

  @Test
  void aFileThatIsNotThere() {
    refused(() -> Fixtures.backbones(folder.resolve("none.onnx"), Map.of()), "does not exist");
    refused(() -> Fixtures.backbones(folder, Map.of()), "is no file");
  }

  @Test
  void aTruncatedFile() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.file("vit"));
    for (int length : new int[] {1, 20, 1000, whole.length / 2, whole.length - 1}) {
      Path file = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length));
      refused(() -> Fixtures.backbones(file, Map.of()), "damaged");
    }
    Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
    refused(() -> Fixtures.backbones(empty, Map.of()), "it is empty");
  }

  @Test
  void anotherFormatWithTheCommandThatConvertsIt() throws IOException {
    refused(() -> written("a.pth", "PK\u0003\u0004..."), "PyTorch file", "torch.onnx.export(");
    refused(() -> written("a.pt", "\u0080\u0002}q"), "PyTorch file", "torch.onnx.export(");
    refused(
        () -> written("a.safetensors", "\u0010\0\0\0\0\0\0\0{\"a\": {}}"),
        "safetensors file",
        "torch.onnx.export(");
    refused(() -> written("a.h5", "\u0089HDF\r\n\u001a\n"), "HDF5");
    refused(() -> written("a.onnx", "<!DOCTYPE html><html>"), "web page");
    refused(() -> written("a.onnx", "version https://git-lfs.github.com/spec/v1\n"), "Git LFS");
    refused(() -> written("a.onnx", "\u001f\u008b\b"), "gzip");
    refused(() -> written("a.onnx", "hello, world"), "damaged, or no ONNX file");
  }

  @Test
  void operatorsThatItDoesNotHave() {
    refused(
        () -> Fixtures.backbones("custom-operator", Map.of()), "Magic of lab.magic", "export it");
    refused(() -> create("unknown-operator", Map.of()), "ONNX Runtime", "Magic");
  }

  @Test
  void anOpsetThatIsTooNew() {
    refused(() -> create("opset-too-new", Map.of()), "opset", "Export it with an older opset");
  }

  @Test
  void allOfItIsToldBeforeTheFirstJob() {
    refused(() -> check("opset-too-new"), "Export it with an older opset");
    refused(() -> check("unknown-operator"), "ONNX Runtime", "Magic");
    refused(() -> check("one-vector-for-all"), "gave [3]", "backbone.output");
  }

  @Test
  void aModelThatPassedIsNotTriedAgainUntilItChanges() throws IOException {
    Path file = Fixtures.copy(folder, "vit");
    Fixtures.backbones(file, Map.of()).check(Fixtures.SIZE);
    Path note = notes().get(0);
    assertThat(note).content().contains(file.toString());
    FileTime longAgo = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(note, longAgo);

    Fixtures.backbones(file, Map.of()).check(Fixtures.SIZE);
    assertThat(Files.getLastModifiedTime(note)).as("looked at").isGreaterThan(longAgo);
    assertThat(notes()).hasSize(1);

    Files.copy(Fixtures.file("opset-too-new"), file, StandardCopyOption.REPLACE_EXISTING);
    refused(() -> Fixtures.backbones(file, Map.of()).check(Fixtures.SIZE), "opset");
  }

  @Test
  void inputsThatTakeNoImages() {
    refused(() -> Fixtures.backbones("text-input", Map.of()), "no input for images", "int64");
    refused(() -> Fixtures.backbones("two-inputs", Map.of()), "several inputs", "backbone.input");
    refused(() -> Fixtures.backbones("two-inputs", Map.of("input", "other")), "more than images");
    refused(() -> Fixtures.backbones("vit", Map.of("input", "pixels")), "no input named pixels");
    refused(
        () -> Fixtures.backbones("vit", Map.of("layout", Layout.NHWC)),
        "32 channels",
        "backbone.layout");
  }

  @Test
  void outputsThatAreNoVectors() {
    refused(() -> Fixtures.backbones("vit", Map.of("output", "y")), "no output named y");
    refused(() -> Fixtures.backbones("vit", Map.of("pooling", Pooling.MEAN)), "one vector", "mean");
    refused(() -> embed("one-vector-for-all"), "gave [3]", "backbone.output");
  }

  @Test
  void moreTokensBeforeThePatchesThanThereAre() {
    OnnxBackbones backbones =
        Fixtures.backbones("vit-tokens", Map.of("prefix_tokens", 18, "pooling", Pooling.MEAN));

    refused(() -> Fixtures.embeddings(backbones, 1, 32), "prefix-tokens");
  }

  @Test
  void imagesOfAnotherSize() {
    refused(
        () -> Fixtures.backbones("vit", Map.of()).check(64),
        "images of 32 pixels",
        "set images.size to 32");
    refused(() -> Fixtures.backbones("vit", Map.of("size", 64)), "backbone.size is 64");
  }

  @Test
  void aNormalisationThatIsNone() {
    refused(
        () -> Fixtures.backbones("resnet", Map.of("mean", new double[] {0.5, 0.5, 0.5})),
        "backbone.deviation");
    refused(
        () ->
            Fixtures.backbones(
                "resnet", Map.of("mean", new double[] {0.5}, "deviation", new double[] {1, 1, 1})),
        "three numbers");
  }

  @Test
  void training() {
    refused(() -> Fixtures.backbones("resnet", Map.of("frozen", false)), "cannot be trained");
  }

  @Test
  void weightsThatLieElsewhere() throws IOException {
    Files.write(folder.resolve("weights.bin"), new byte[12]);
    Path inside = Files.createDirectory(folder.resolve("inside"));
    for (String name : new String[] {"data-above", "data-absolute"}) {
      Path file = Fixtures.copy(inside, name);
      refused(() -> Fixtures.backbones(file, Map.of()), "another folder", "beside it");
    }
  }

  @Test
  void aLinkToWeightsElsewhere() throws IOException {
    Path secret = Files.write(folder.resolve("secret"), new byte[12]);
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path file = Fixtures.copy(inside, "data-beside");
    Files.createSymbolicLink(inside.resolve("weights.bin"), secret);

    refused(() -> Fixtures.backbones(file, Map.of()), "another folder");
  }

  @Test
  void weightsThatAreMissingOrTooShort() throws IOException {
    Path file = Fixtures.copy(folder, "data-beside");
    refused(() -> Fixtures.backbones(file, Map.of()), "weights.bin, which is not there");

    Files.write(folder.resolve("weights.bin"), new byte[11]);
    refused(() -> Fixtures.backbones(file, Map.of()), "truncated", "12 are needed");
  }

  @Test
  void weightsBesideTheModelCountForItsName() throws IOException {
    Path file = Fixtures.copy(folder, "data-beside");
    Files.write(folder.resolve("weights.bin"), new byte[12]);
    String before = Fixtures.backbones(file, Map.of()).fingerprint();
    Files.write(folder.resolve("weights.bin"), new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

    assertThat(Fixtures.backbones(file, Map.of()).fingerprint()).isNotEqualTo(before);
  }

  @Test
  void optionsThatChangeTheEmbeddingCountForItsName() {
    assertThat(Fixtures.backbones("vit-tokens", Map.of()).fingerprint())
        .isEqualTo(Fixtures.backbones("vit-tokens", Map.of()).fingerprint())
        .isNotEqualTo(
            Fixtures.backbones("vit-tokens", Map.of("pooling", Pooling.MEAN)).fingerprint())
        .isNotEqualTo(Fixtures.backbones("vit", Map.of()).fingerprint());
  }

  /** Whatever a byte becomes, there is a sentence or a backbone, and never anything else. */
  @Test
  void noDamageIsMoreThanASentence() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.file("two-inputs"));
    Random random = new Random(1);
    Path file = folder.resolve("damaged.onnx");
    for (int trial = 0; trial < 2000; trial++) {
      byte[] damaged = whole.clone();
      for (int change = 0; change <= trial % 3; change++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      Throwable thrown = catchThrowable(() -> Fixtures.backbones(file, Map.of()));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(ConfigurationException.class);
      }
    }
  }

  private OnnxBackbones written(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    return Fixtures.backbones(file, Map.of());
  }

  private List<Path> notes() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache/encoders"))) {
      return files.toList();
    }
  }

  private static void check(String name) {
    Fixtures.backbones(name, Map.of()).check(Fixtures.SIZE);
  }

  private static void create(String name, Map<String, ?> options) {
    try (Backbone backbone = Fixtures.backbones(name, options).create(Fixtures.SIZE, 0)) {
      assertThat(backbone.embeddingSize()).isNegative();
    }
  }

  private static void embed(String name) {
    Fixtures.embeddings(Fixtures.backbones(name, Map.of()), 2, Fixtures.SIZE);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String... words) {
    assertThatThrownBy(work)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("\n", ".cc:", ".h:")
        .endsWith(".");
  }
}
