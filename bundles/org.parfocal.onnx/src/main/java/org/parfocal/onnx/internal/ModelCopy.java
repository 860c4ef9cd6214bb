package org.parfocal.onnx.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.parfocal.onnx.internal.file.DetachedWeights;

/**
 * A model file whose weights lie beside it, in a temporary folder while ONNX Runtime opens it.
 *
 * @param folder is deleted with what is in it
 * @param file the model
 */
record ModelCopy(Path folder, Path file) implements AutoCloseable {

  static ModelCopy of(Path model, DetachedWeights parts) throws IOException {
    Path folder = Files.createTempDirectory("parfocal-onnx");
    try {
      return new ModelCopy(folder, parts.write(model, folder));
    } catch (IOException e) {
      delete(folder);
      throw e;
    }
  }

  /** Deletes the files; what is mapped of them stays readable. */
  @Override
  public void close() {
    try {
      delete(folder);
    } catch (IOException e) {
      // Where mapped files cannot be deleted, the system's temporary folder keeps them.
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
