package org.parfocal.onnx.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.learning.Backbone;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.nd4j.internal.Activator;
import org.parfocal.nn.FloatTensors;
import org.parfocal.testkit.OptionValues;

/** What tools/onnx/fixtures.py made: models, and what PyTorch computed by them. */
final class Fixtures {
  static final int SIZE = 32;

  private static final NativeBuild ENGINE = Activator.prepare(false);

  private Fixtures() {}

  static Path file(String name) {
    try {
      return Path.of(Fixtures.class.getResource("/fixtures/" + name + ".onnx").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static OnnxBackbones backbones(String name, Map<String, ?> options) {
    return backbones(file(name), options);
  }

  static OnnxBackbones backbones(Path file, Map<String, ?> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("model", file.toString());
    return new OnnxBackbones(OptionValues.of(OnnxOptions.class, all), ENGINE);
  }

  /** PyTorch's embeddings, by image. */
  static float[][] expected(String name) throws IOException {
    Path table = file(name).resolveSibling(name + ".csv");
    return Files.readAllLines(table).stream()
        .map(
            line -> {
              String[] cells = line.split(",");
              float[] row = new float[cells.length];
              for (int index = 0; index < row.length; index++) {
                row[index] = Float.parseFloat(cells[index]);
              }
              return row;
            })
        .toArray(float[][]::new);
  }

  /** The images that PyTorch was given: {@code [n, size, size, 3]}. */
  static INDArray images(int count, int size) {
    ENGINE.start();
    float[] values = new float[count * size * size * 3];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) (index * 7919L % 1000) / 500 - 1;
    }
    return Nd4j.createFromArray(values).reshape(count, size, size, 3);
  }

  static float[][] embeddings(OnnxBackbones backbones, int count, int size) {
    try (Backbone backbone = backbones.create(size, 0);
        INDArray images = images(count, size)) {
      float[] values = FloatTensors.read(backbone.forward(images, false));
      int length = backbone.embeddingSize();
      float[][] rows = new float[count][];
      for (int row = 0; row < count; row++) {
        rows[row] = Arrays.copyOfRange(values, row * length, (row + 1) * length);
      }
      return rows;
    }
  }

  static float largestDifference(float[][] actual, float[][] expected) {
    float largest = 0;
    if (actual.length != expected.length) {
      return Float.NaN;
    }
    for (int row = 0; row < actual.length; row++) {
      if (actual[row].length != expected[row].length) {
        return Float.NaN;
      }
      for (int index = 0; index < actual[row].length; index++) {
        largest = Math.max(largest, Math.abs(actual[row][index] - expected[row][index]));
      }
    }
    return largest;
  }

  static Path copy(Path folder, String name) {
    try {
      return Files.copy(file(name), folder.resolve(name + ".onnx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
