package org.parfocal.onnx.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sha256;

/**
 * What an ONNX file says of itself, read without ONNX Runtime and without trust.
 *
 * @param path the file
 * @param producer what wrote it, or empty
 * @param opsets versions of the operators, by their domain; the ONNX standard's is {@code ai.onnx}
 * @param inputs without those that are weights
 * @param metadata what the exporting program noted down
 * @param weights beside the model file, in which weights lie
 */
public record ModelFile(
    Path path,
    String producer,
    Map<String, Long> opsets,
    List<TensorInfo> inputs,
    List<TensorInfo> outputs,
    Map<String, String> metadata,
    List<Path> weights) {

  /**
   * Reads a file's header.
   *
   * @throws ConfigurationException if it is no ONNX file, is damaged, or has its weights elsewhere;
   *     says what to do
   */
  public static ModelFile read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new ConfigurationException(
          "The model file %s %s; give an ONNX file as backbone.model."
              .formatted(path, Files.exists(path) ? "is no file" : "does not exist"));
    }
    GraphReader graph = new GraphReader();
    try {
      ForeignFormat.refuse(path);
      try (WireReader wire = new WireReader(path)) {
        graph.read(wire);
      }
    } catch (MalformedException e) {
      throw new ConfigurationException(
          "The model file %s is damaged, or no ONNX file: %s; copy or export it again."
              .formatted(path, e.getMessage()));
    } catch (IOException e) {
      throw new ConfigurationException(
          "The model file %s cannot be read: %s.".formatted(path, e.getMessage()));
    }
    graph.refuseUnknownOperators(path);
    SortedSet<Path> weights = new TreeSet<>();
    for (ExternalData data : graph.external()) {
      weights.add(data.file(path));
    }
    return new ModelFile(
        path,
        graph.producer(),
        graph.opsets(),
        graph.inputs(),
        graph.outputs(),
        graph.metadata(),
        List.copyOf(weights));
  }

  /** The model file and those of its weights. */
  public Stream<Path> files() {
    return Stream.concat(Stream.of(path), weights.stream());
  }

  /** Of the model file and those of its weights, in bytes. */
  public long size() {
    return files().mapToLong(file -> file.toFile().length()).sum();
  }

  /**
   * SHA-256 of the model file if it holds all weights; else of the checksums of all files.
   *
   * @throws ConfigurationException if one cannot be read
   */
  public String sha256() {
    try {
      if (weights.isEmpty()) {
        return Sha256.ofFile(path);
      }
      Sha256 all = new Sha256();
      for (Path file : files().toList()) {
        all.add(String.valueOf(file.getFileName()), Sha256.ofFile(file));
      }
      return all.hex();
    } catch (IOException e) {
      throw new ConfigurationException(
          "The model %s cannot be read: %s.".formatted(path, e.getMessage()));
    }
  }
}
