package org.parfocal.onnx.internal.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import org.parfocal.api.ConfigurationException;

/** Files that are given in place of an ONNX model, known by how they begin. */
enum ForeignFormat {
  /** A zip archive, or, before PyTorch 1.6, a pickle, which begins with its protocol. */
  PYTORCH(
      start ->
          start.startsWith("PK\u0003\u0004")
              || start.length() > 1 && start.charAt(0) == 0x80 && start.charAt(1) <= 5,
      "a PyTorch file (.pth, .pt), which holds weights and no network; export the network once in"
          + " Python with torch.onnx.export(model.eval(), torch.zeros(1, 3, 224, 224), 'out.onnx',"
          + " opset_version=17, input_names=['image'], output_names=['embedding'],"
          + " dynamic_axes={'image': {0: 'n'}, 'embedding': {0: 'n'}})"),
  SAFETENSORS(
      start -> start.length() > 9 && start.substring(8).stripLeading().startsWith("{\""),
      "a safetensors file, which holds weights and no network; load it into the network in Python"
          + " and export that with torch.onnx.export(model.eval(), torch.zeros(1, 3, 224, 224),"
          + " 'out.onnx', opset_version=17, input_names=['image'], output_names=['embedding'],"
          + " dynamic_axes={'image': {0: 'n'}, 'embedding': {0: 'n'}})"),
  HDF5(
      start -> start.startsWith("\u0089HDF\r\n"),
      "an HDF5 file (.h5, Keras); convert the network once in Python with tf2onnx"),
  LARGE_FILE_POINTER(
      start -> start.startsWith("version https://git-lfs"),
      "a pointer of Git LFS and not the file itself; fetch it with git lfs pull"),
  WEB_PAGE(
      start ->
          start.stripLeading().toLowerCase(Locale.ROOT).matches("(?s)<(!doctype|html|\\?xml).*"),
      "a web page, as a download that needs a log-in leaves; download the file again"),
  GZIP(start -> start.startsWith("\u001f\u008b"), "compressed with gzip; unpack it first"),
  ONNX_RUNTIME(
      start -> start.startsWith("ORTM", 4),
      "in ONNX Runtime's own format (.ort); give the ONNX file that it was made from");

  private static final int BYTES = 256;

  private final Predicate<String> begins;
  private final String sentence;

  ForeignFormat(Predicate<String> begins, String sentence) {
    this.begins = begins;
    this.sentence = sentence;
  }

  /**
   * Looks at how a file begins.
   *
   * @throws ConfigurationException if it is of a known other format; says how to convert it
   */
  static void refuse(Path path) throws IOException {
    String start;
    try (InputStream in = Files.newInputStream(path)) {
      // One character for each byte.
      start = new String(in.readNBytes(BYTES), StandardCharsets.ISO_8859_1);
    }
    if (start.isEmpty()) {
      throw new MalformedException("it is empty");
    }
    for (ForeignFormat format : values()) {
      if (format.begins.test(start)) {
        throw new ConfigurationException(
            "The model file %s is no ONNX file but %s.".formatted(path, format.sentence));
      }
    }
  }
}
