package org.parfocal.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What people give for another file by mistake, known by how it begins. Messages name it; what to
 * do about it is said by whoever expected something else, unless it is the same for everybody.
 */
public enum FileFormat {
  GIT_LFS(
      start -> start.startsWith("version https://git-lfs"),
      "a Git LFS pointer, which stands for the file",
      "fetch the file itself with 'git lfs pull'"),
  GIT_ANNEX(
      start -> start.startsWith("/annex/objects/"),
      "a git-annex pointer, which stands for the file",
      "fetch the file itself with 'git annex get'"),
  WEB_PAGE(
      start ->
          start.stripLeading().toLowerCase(Locale.ROOT).matches("(?s)<(!doctype|html|\\?xml).*"),
      "a web page, as a download that needs a log-in leaves",
      "download the file again"),
  GZIP(start -> start.startsWith("\u001f\u008b"), "compressed with gzip", "unpack it first"),
  NUMPY(
      start ->
          start.startsWith("\u0093NUMPY") || isZip(start) && firstEntry(start).endsWith(".npy"),
      "a file of NumPy arrays (.npy, .npz)"),
  DL4J(
      start -> isZip(start) && firstEntry(start).endsWith("configuration.json"),
      "a model of DL4J (.zip)"),
  TORCH_SCRIPT(
      start -> isZip(start) && firstEntry(start).contains("/code/"), "a TorchScript program"),
  /** A zip archive of {@code torch.save}, or, before PyTorch 1.6, a pickle. */
  PYTORCH(
      start -> isZip(start) && firstEntry(start).matches("([^/]+/)?data\\.pkl") || isPickle(start),
      "a PyTorch file (.pth, .pt, .bin), which may hold code"),
  ZIP(FileFormat::isZip, "a ZIP archive, as XLSX and ODS workbooks are"),
  OLE(start -> start.startsWith("\u00d0\u00cf\u0011\u00e0"), "an XLS workbook"),
  PARQUET(start -> start.startsWith("PAR1"), "a Parquet file"),
  HDF5(start -> start.startsWith("\u0089HDF\r\n"), "an HDF5 file (.h5, Keras)"),
  GGUF(start -> start.startsWith("GGUF"), "a GGUF file, whose tensors are quantised"),
  /** Protocol buffers: the field ir_version, then the producer's name or another field. */
  ONNX(
      start ->
          start.length() > 2
              && start.charAt(0) == 0x08
              && start.charAt(1) > 0
              && start.charAt(1) < 0x20
              && (start.charAt(2) == 0x12 || start.charAt(2) == 0x3a || start.charAt(2) == 0x42),
      "an ONNX model"),
  /** Eight bytes of length, then a JSON object. */
  SAFETENSORS(start -> start.startsWith("\0\0\0\0{\"", 4), "a safetensors file"),
  UTF_16(
      start -> start.startsWith("\u00fe\u00ff") || start.startsWith("\u00ff\u00fe"),
      "text in UTF-16, not UTF-8"),
  JSON(start -> start.stripLeading().startsWith("{"), "JSON");

  /** As many of a file's first bytes as are looked at. */
  public static final int BYTES = 256;

  private static final int ZIP_NAME_LENGTH = 26;
  private static final int ZIP_NAME = 30;
  private static final int NEWEST_PICKLE = 5;

  private final Predicate<String> begins;
  private final String what;
  private final Optional<String> remedy;

  FileFormat(Predicate<String> begins, String what) {
    this(begins, what, Optional.empty());
  }

  FileFormat(Predicate<String> begins, String what, String remedy) {
    this(begins, what, Optional.of(remedy));
  }

  FileFormat(Predicate<String> begins, String what, Optional<String> remedy) {
    this.begins = begins;
    this.what = what;
    this.remedy = remedy;
  }

  /** What it is, to follow "is". */
  public String what() {
    return what;
  }

  /** What to do whatever was expected; empty if that depends on it. */
  public Optional<String> remedy() {
    return remedy;
  }

  /**
   * Names a format.
   *
   * @param start the first bytes of a file, {@link #BYTES} of them if there are as many
   */
  public static Optional<FileFormat> of(byte[] start) {
    // One character for each byte.
    String text = new String(start, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(format -> format.begins.test(text)).findFirst();
  }

  private static boolean isZip(String start) {
    return start.startsWith("PK\u0003\u0004");
  }

  /** Begins with its protocol. */
  private static boolean isPickle(String start) {
    return start.length() > 1 && start.charAt(0) == 0x80 && start.charAt(1) <= NEWEST_PICKLE;
  }

  private static String firstEntry(String zip) {
    if (zip.length() < ZIP_NAME) {
      return "";
    }
    int length = zip.charAt(ZIP_NAME_LENGTH) | zip.charAt(ZIP_NAME_LENGTH + 1) << 8;
    return zip.substring(ZIP_NAME, Math.min(zip.length(), ZIP_NAME + length));
  }
}
