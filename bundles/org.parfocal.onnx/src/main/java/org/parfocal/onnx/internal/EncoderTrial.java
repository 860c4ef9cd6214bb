package org.parfocal.onnx.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sha256;
import org.parfocal.api.WholeFile;

/**
 * Whether ONNX Runtime takes a model, and the model an image. That costs as much as opening it,
 * seconds for a gigabyte, so models that passed are noted in the user's cache, by place, size and
 * time of their files.
 */
final class EncoderTrial {
  private static final String FOLDER = "encoders";

  private EncoderTrial() {}

  /**
   * Tries an encoder with one image, unless it was tried before.
   *
   * @throws ConfigurationException if it gives no embedding; says why
   */
  static void require(Encoder encoder, Runtime runtime, int imageSize) {
    Path note = CacheFolder.path().resolve(FOLDER).resolve(key(encoder, runtime, imageSize));
    if (Files.exists(note)) {
      CacheFolder.used(note);
      return;
    }
    try (EncoderSession session = new EncoderSession(encoder, runtime)) {
      session
          .run(new float[3 * imageSize * imageSize], 0, 1, imageSize)
          .embeddingSize(encoder.output());
    }
    try {
      Files.createDirectories(note.getParent());
      WholeFile.write(note, encoder.file().path() + "\n");
    } catch (IOException e) {
      return; // the next plan tries it again
    }
  }

  private static String key(Encoder encoder, Runtime runtime, int imageSize) {
    Sha256 key =
        new Sha256().add(runtime.toString(), encoder.function(), Integer.toString(imageSize));
    try {
      for (Path file : encoder.file().files().toList()) {
        key.add(
            file.toAbsolutePath().toString(),
            Long.toString(Files.size(file)),
            Files.getLastModifiedTime(file).toString());
      }
    } catch (IOException e) {
      throw new ConfigurationException(
          "The model %s cannot be read: %s.".formatted(encoder.file().path(), e.getMessage()));
    }
    return key.hex().substring(0, 32) + ".tried";
  }
}
