package org.parfocal.backbone.dl4j.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.StateTensor;

/** Reads and changes what a backbone keeps. */
public final class States {
  private States() {}

  /** Copies of all tensors. */
  public static Map<String, INDArray> copies(Backbone backbone) {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    backbone.state().forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return copies;
  }

  /** A copy of one tensor. */
  public static INDArray copy(Backbone backbone, String name) {
    return tensor(backbone, name).copy();
  }

  /** Replaces one tensor. */
  public static void write(Backbone backbone, String name, INDArray values) {
    tensor(backbone, name).write(values);
  }

  /** Changes one tensor. */
  public static void change(Backbone backbone, String name, UnaryOperator<INDArray> change) {
    write(backbone, name, change.apply(copy(backbone, name)));
  }

  /** Gives every bias, none of which is zero then, as noise so large. */
  static void moveBiases(Backbone backbone, double size) {
    backbone
        .state()
        .forEach(
            (name, tensor) -> {
              if (name.endsWith(".bias")) {
                tensor.write(TestEngine.noise(name.hashCode(), tensor.shape()).muli(size));
              }
            });
  }

  private static StateTensor tensor(Backbone backbone, String name) {
    return Objects.requireNonNull(backbone.state().get(name), name);
  }
}
