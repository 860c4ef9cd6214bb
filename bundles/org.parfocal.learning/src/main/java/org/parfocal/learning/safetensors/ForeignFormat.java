package org.parfocal.learning.safetensors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What people give for a safetensors file by mistake, known by how it begins. */
enum ForeignFormat {
  GIT_LFS(
      start -> start.startsWith("version https://git-lfs"),
      "it is a Git LFS pointer, which stands for the file; fetch the file itself with 'git lfs pull'"),
  GIT_ANNEX(
      start -> start.startsWith("/annex/objects/"),
      "it is a git-annex pointer, which stands for the file; fetch the file itself with 'git annex"
          + " get'"),
  NUMPY(
      start ->
          start.startsWith("\u0093NUMPY") || isZip(start) && firstEntry(start).endsWith(".npy"),
      "it holds NumPy arrays (.npy, .npz); write them with safetensors.numpy.save_file"),
  DL4J(
      start -> isZip(start) && firstEntry(start).endsWith("configuration.json"),
      "it is a model of DL4J (.zip); write its parameters as safetensors under PyTorch's names"),
  TORCH_SCRIPT(
      start -> isZip(start) && firstEntry(start).contains("/code/"),
      "it is a TorchScript program; load it in Python with torch.jit.load and write its"
          + " state_dict() with safetensors.torch.save_file"),
  /** A zip archive, or, before PyTorch 1.6, a pickle, which begins with its protocol. */
  PYTORCH(
      start ->
          isZip(start) || start.length() > 1 && start.charAt(0) == 0x80 && start.charAt(1) <= 5,
      "it is a PyTorch file (.pth, .pt), which may hold code; convert it once in Python with"
          + " safetensors.torch.save_file(torch.load('in.pth', weights_only=True),"
          + " 'out.safetensors')"),
  HDF5(
      start -> start.startsWith("\u0089HDF\r\n"),
      "it is an HDF5 file (.h5, Keras); its tensors are to be written as safetensors under PyTorch's"
          + " names"),
  GGUF(
      start -> start.startsWith("GGUF"),
      "it is a GGUF file, whose tensors are quantised; give the safetensors file that it was made"
          + " from"),
  INDEX(
      start -> start.stripLeading().startsWith("{"),
      "it is JSON, such as the index of a model in several files; give one safetensors file that"
          + " holds all tensors"),
  WEB_PAGE(
      start ->
          start.stripLeading().toLowerCase(Locale.ROOT).matches("(?s)<(!doctype|html|\\?xml).*"),
      "it is a web page, as a download that needs a log-in leaves; download the file again"),
  GZIP(start -> start.startsWith("\u001f\u008b"), "it is compressed with gzip; unpack it first"),
  /** Protocol buffers: the field ir_version, then the producer's name or another field. */
  ONNX(
      start ->
          start.length() > 2
              && start.charAt(0) == 0x08
              && start.charAt(1) > 0
              && start.charAt(1) < 0x20
              && (start.charAt(2) == 0x12 || start.charAt(2) == 0x3a || start.charAt(2) == 0x42),
      "it is an ONNX model; write the weights of the network that it was exported from with"
          + " safetensors.torch.save_file(model.state_dict(), 'out.safetensors')");

  /** As many of a file's first bytes as are looked at. */
  static final int BYTES = 256;

  private static final int ZIP_NAME_LENGTH = 26;
  private static final int ZIP_NAME = 30;

  private final Predicate<String> begins;
  private final String sentence;

  ForeignFormat(Predicate<String> begins, String sentence) {
    this.begins = begins;
    this.sentence = sentence;
  }

  /** What it is and what to do, to follow the file's name. */
  String sentence() {
    return sentence;
  }

  /**
   * Names a format.
   *
   * @param start of a file that is no safetensors file
   */
  static Optional<ForeignFormat> of(byte[] start) {
    // One character for each byte.
    String text = new String(start, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(format -> format.begins.test(text)).findFirst();
  }

  private static boolean isZip(String start) {
    return start.startsWith("PK\u0003\u0004");
  }

  private static String firstEntry(String zip) {
    if (zip.length() < ZIP_NAME) {
      return "";
    }
    int length = zip.charAt(ZIP_NAME_LENGTH) | zip.charAt(ZIP_NAME_LENGTH + 1) << 8;
    return zip.substring(ZIP_NAME, Math.min(zip.length(), ZIP_NAME + length));
  }
}
