package org.parfocal.learning.internal.loop;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sha256;
import org.parfocal.api.WholeFile;
import org.parfocal.learning.internal.loop.BestCheckpoint.Standing;

/**
 * {@code checkpoint.json}: where a training stands, beside the tensors.
 *
 * @param training names what decides how it goes
 * @param epochs that are done
 * @param tensors name of their file
 * @param standing of the best epoch
 * @param numbers that were remembered
 * @param history all lines so far
 */
record CheckpointFile(
    String training,
    int epochs,
    String tensors,
    Standing standing,
    Map<String, Long> numbers,
    List<Map<String, ? extends Number>> history) {
  private static final String NAME = "checkpoint.json";
  private static final long LARGEST = 256L << 20;

  /** Writes it, and removes the files of earlier checkpoints. */
  void write(Path folder) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("training", training);
    json.put("epochs", epochs);
    json.put("tensors", tensors);
    json.put("sha256", Sha256.ofFile(folder.resolve(tensors)));
    json.put("best", standing.best());
    // As texts: JSON has no infinity.
    json.put("value", Double.toString(standing.value()));
    json.put("loss", Double.toString(standing.loss()));
    json.put("numbers", numbers);
    json.put("history", history.stream().map(CheckpointFile::texts).toList());
    String text = JSON.std.asString(json);
    WholeFile.writeSynced(
        folder.resolve(NAME), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.equals(NAME) && !name.equals(tensors)) {
          Files.delete(file);
        }
      }
    }
  }

  /** Numbers as texts, which say whether they were whole. */
  private static Map<String, String> texts(Map<String, ? extends Number> line) {
    Map<String, String> texts = new LinkedHashMap<>();
    line.forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }

  /**
   * Reads it.
   *
   * @param training that goes on
   * @return empty if there is none, or one of another training
   * @throws IOException if it is damaged
   */
  static Optional<CheckpointFile> read(Path folder, String training) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException(NAME + " is too large");
    }
    Map<String, Object> json = JSON.std.mapFrom(Files.readString(file));
    if (!training.equals(json.get("training"))) {
      return Optional.empty();
    }
    String tensors = text(json.get("tensors"));
    if (!tensors.matches("epoch-\\d{1,9}\\.safetensors")
        || !Sha256.ofFile(folder.resolve(tensors)).equals(json.get("sha256"))) {
      throw new IOException(tensors + " is not what was written");
    }
    int epochs = (int) whole(json.get("epochs"));
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map(json.get("numbers")).entrySet()) {
      numbers.put(text(entry.getKey()), whole(entry.getValue()));
    }
    List<Map<String, ? extends Number>> history = new ArrayList<>();
    if (json.get("history") instanceof List<?> lines) {
      for (Object line : lines) {
        history.add(line(map(line)));
      }
    }
    return Optional.of(
        new CheckpointFile(
            training,
            epochs,
            tensors,
            new Standing(
                (int) whole(json.get("best")),
                epochs - 1,
                Double.parseDouble(text(json.get("value"))),
                Double.parseDouble(text(json.get("loss")))),
            numbers,
            history));
  }

  private static Map<String, Number> line(Map<?, ?> texts) throws IOException {
    Map<String, Number> line = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : texts.entrySet()) {
      String text = text(entry.getValue());
      boolean whole = text.matches("-?\\d{1,18}");
      line.put(
          text(entry.getKey()),
          whole ? (Number) Long.valueOf(text) : (Number) Double.valueOf(text));
    }
    return line;
  }

  private static Map<?, ?> map(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IOException(NAME + " is damaged");
  }

  private static String text(@Nullable Object value) throws IOException {
    if (value instanceof String text) {
      return text;
    }
    throw new IOException(NAME + " is damaged");
  }

  private static long whole(@Nullable Object value) throws IOException {
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IOException(NAME + " is damaged");
  }
}
