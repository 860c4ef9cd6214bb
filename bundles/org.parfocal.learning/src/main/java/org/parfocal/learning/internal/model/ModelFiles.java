package org.parfocal.learning.internal.model;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sha256;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.safetensors.Safetensors;

/**
 * A model on disk: {@code model.json} describes it, {@code backbone.safetensors} (unless the
 * backbone is frozen: then its identity is in the description) and {@code head.safetensors} hold
 * its tensors, and {@code SHA256SUMS} their checksums, as {@code sha256sum --check} reads them.
 */
public final class ModelFiles {
  private static final int FORMAT = 2;
  private static final long LARGEST_DESCRIPTION = 16 << 20;
  private static final String DESCRIPTION = "model.json";
  private static final String BACKBONE = "backbone.safetensors";
  private static final String HEAD = "head.safetensors";
  private static final String SUMS = "SHA256SUMS";

  private final Path directory;
  private final Map<String, Object> description;

  private ModelFiles(Path directory, Map<String, Object> description) {
    this.directory = directory;
    this.description = description;
  }

  /** Writes a model. */
  public static void save(FittedModel model, Path directory) {
    List<String> files = new ArrayList<>();
    try {
      Files.writeString(directory.resolve(DESCRIPTION), json(model.description));
      files.add(DESCRIPTION);
      write(model.encoder.state(), directory, BACKBONE, files);
      write(StateTensor.of(model.objective.state()), directory, HEAD, files);
      StringBuilder sums = new StringBuilder();
      for (String file : files) {
        sums.append(Sha256.ofFile(directory.resolve(file))).append("  ").append(file).append('\n');
      }
      Files.writeString(directory.resolve(SUMS), sums);
    } catch (IOException e) {
      throw new OutputException(
          "The model cannot be written to " + directory + "; check free space and permissions.", e);
    }
  }

  /**
   * Opens a stored model and checks that its files are what was written.
   *
   * @throws OutputException if a file is missing or damaged
   */
  public static ModelFiles open(Path directory) {
    try {
      Map<String, String> sums = sums(directory);
      for (Map.Entry<String, String> sum : sums.entrySet()) {
        Path file = directory.resolve(sum.getKey());
        if (!Files.isRegularFile(file)) {
          throw damaged(directory, sum.getKey() + " is missing");
        }
        if (!Sha256.ofFile(file).equals(sum.getValue())) {
          throw damaged(directory, sum.getKey() + " is not what was written");
        }
      }
      if (!sums.containsKey(DESCRIPTION)) {
        throw damaged(directory, SUMS + " does not name " + DESCRIPTION);
      }
      Path file = directory.resolve(DESCRIPTION);
      if (Files.size(file) > LARGEST_DESCRIPTION) {
        throw damaged(directory, DESCRIPTION + " is too large");
      }
      Map<String, Object> description = JSON.std.mapFrom(Files.readString(file));
      if (!Integer.valueOf(FORMAT).equals(description.get("format"))) {
        throw damaged(directory, "its format is not " + FORMAT);
      }
      return new ModelFiles(directory, description);
    } catch (IOException e) {
      throw new OutputException(
          "The model in " + directory + " cannot be read (" + e.getMessage() + "); train it again.",
          e);
    }
  }

  /** The stored standardisation. */
  public EmbeddingStandardisation standardisation() {
    double[] mean = numbers("standardisation-mean");
    double[] scale = numbers("standardisation-scale");
    if (mean.length != scale.length) {
      throw damaged(directory, "its standardisation has two lengths");
    }
    return new EmbeddingStandardisation(mean, scale);
  }

  /** What the strategy must know to make its objective again. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    if (description.get("facts") instanceof Map<?, ?> stored) {
      stored.forEach((key, value) -> facts.put(String.valueOf(key), String.valueOf(value)));
    }
    return facts;
  }

  /** Puts the stored tensors into a model made under the same options. */
  public void fill(FittedModel model) {
    ModelDescription now = model.description;
    agree("number of classes", "classes", now.classes());
    agree("image size", "image-size", now.imageSize());
    agree("normalisation", "mean", now.mean());
    agree("normalisation", "deviation", now.deviation());
    agree("frozen backbone", "backbone", now.backbone());
    agree("embedding size", "embedding-size", now.embeddingSize());
    read(model.encoder.state(), BACKBONE);
    read(StateTensor.of(model.objective.state()), HEAD);
  }

  private static String json(ModelDescription model) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("classes", model.classes());
    json.put("embedding-size", model.embeddingSize());
    json.put("image-size", model.imageSize());
    json.put("mean", model.mean());
    json.put("deviation", model.deviation());
    json.put("backbone", model.backbone());
    json.put("facts", model.facts());
    if (model.standardisation() != null) {
      json.put("standardisation-mean", model.standardisation().mean());
      json.put("standardisation-scale", model.standardisation().scale());
    }
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json) + "\n";
  }

  private static void write(
      Map<String, StateTensor> tensors, Path directory, String file, List<String> files) {
    if (!tensors.isEmpty()) {
      Safetensors.write(directory.resolve(file), tensors);
      files.add(file);
    }
  }

  private void read(Map<String, StateTensor> tensors, String file) {
    if (tensors.isEmpty()) {
      return;
    }
    Map<String, INDArray> stored = stored(file);
    try {
      if (!stored.keySet().equals(tensors.keySet())) {
        throw damaged(directory, file + " holds the tensors of another kind of model");
      }
      tensors.forEach(
          (name, tensor) -> {
            INDArray value = stored.get(name);
            if (value == null || !Arrays.equals(value.shape(), tensor.shape())) {
              throw damaged(directory, "tensor " + name + " in " + file + " has another shape");
            }
            tensor.write(value);
          });
    } finally {
      stored.values().forEach(INDArray::close);
    }
  }

  private Map<String, INDArray> stored(String file) {
    try {
      return Safetensors.read(directory.resolve(file));
    } catch (ConfigurationException e) {
      throw new OutputException(
          "The model in " + directory + " is damaged: " + file + " is malformed; train it again.",
          e);
    }
  }

  private static Map<String, String> sums(Path directory) throws IOException {
    Path file = directory.resolve(SUMS);
    if (!Files.isRegularFile(file)) {
      throw damaged(directory, SUMS + " is missing");
    }
    if (Files.size(file) > LARGEST_DESCRIPTION) {
      throw damaged(directory, SUMS + " is too large");
    }
    Map<String, String> sums = new HashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      String[] words = line.split("  ", 2);
      if (words.length != 2 || !List.of(DESCRIPTION, BACKBONE, HEAD).contains(words[1])) {
        throw damaged(directory, SUMS + " is not what was written");
      }
      sums.put(words[1], words[0]);
    }
    return sums;
  }

  private double[] numbers(String key) {
    if (description.get(key) instanceof List<?> list
        && list.stream().allMatch(Number.class::isInstance)) {
      return list.stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
    }
    throw new OutputException(
        "The model in " + directory + " was trained with a backbone that was not frozen.");
  }

  private void agree(String what, String key, Object now) {
    Object then = description.get(key);
    if (!now.equals(then)) {
      throw new OutputException(
          "The model in %s was trained with another %s (%s; now %s); use the options that it was trained with."
              .formatted(directory, what, shown(then), shown(now)));
    }
  }

  private static Object shown(@Nullable Object value) {
    return value == null || value.equals("") ? "none" : value;
  }

  private static OutputException damaged(Path directory, String reason) {
    return new OutputException(
        "The model in " + directory + " is damaged: " + reason + "; train it again.");
  }
}
