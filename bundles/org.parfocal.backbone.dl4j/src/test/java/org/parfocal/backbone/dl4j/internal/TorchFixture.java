package org.parfocal.backbone.dl4j.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.learning.Backbone;
import org.parfocal.nn.Initializer;
import org.parfocal.nn.Linear;

/** What {@code tools/torch-fixtures} wrote, and the weights and images that it drew. */
final class TorchFixture {
  static final int CLASSES = 3;

  private TorchFixture() {}

  /** The cells of a table, without its first line. */
  static List<String[]> rows(String file) throws IOException {
    try (InputStream in = TorchFixture.class.getResourceAsStream("/torch/" + file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(line -> line.split(",", -1)).toList();
    }
  }

  /** Numbers from middle − bound to middle + bound that belong to a name. */
  static float[] even(String name, int count, double bound, double middle) {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    SplittableRandom random = new SplittableRandom(checksum.getValue());
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((random.nextDouble() * 2 - 1) * bound + middle);
    }
    return values;
  }

  static INDArray images(String name, int count, int size) {
    return Nd4j.create(
        even(name, count * size * size * 3, 1.7, 0), new long[] {count, size, size, 3}, 'c');
  }

  /** Gives a backbone the fixture's weights. */
  static void fill(Backbone backbone) {
    backbone
        .state()
        .forEach(
            (name, tensor) -> {
              long[] shape = tensor.shape();
              int count = Math.toIntExact(Nd4j.zeros(shape).length());
              if (shape.length > 1) {
                double inputs = (double) count / shape[0];
                tensor.write(Nd4j.create(even(name, count, Math.sqrt(6 / inputs), 0), shape, 'c'));
              } else if (name.endsWith(".bias")) {
                tensor.write(Nd4j.create(even(name, count, 0.1, 0)));
              } else if (name.endsWith(".weight")) {
                tensor.write(Nd4j.create(even(name, count, 0.2, count == 1 ? 0.25 : 1)));
              }
            });
  }

  /** The fixture's classifier. */
  static Linear head(int inputs) {
    double bound = 1 / Math.sqrt(inputs);
    float[] weights = even("classifier.weight", CLASSES * inputs, bound, 0);
    float[] biases = even("classifier.bias", CLASSES, bound, 0);
    Initializer given =
        (values, random) -> {
          float[] from = values.length == weights.length ? weights : biases;
          System.arraycopy(from, 0, values, 0, values.length);
        };
    return new Linear(inputs, CLASSES, given, new SplittableRandom(0));
  }
}
