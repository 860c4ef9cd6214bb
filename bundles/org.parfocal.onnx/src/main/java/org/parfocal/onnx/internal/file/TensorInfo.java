package org.parfocal.onnx.internal.file;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a model says of one of its inputs or outputs.
 *
 * @param shape sizes, the outermost first; {@link #ANY} where the model takes any
 */
public record TensorInfo(String name, ElementType type, List<Long> shape) {
  /** A size that is open. */
  public static final long ANY = -1;

  /** For example {@code image: float [?, 3, 224, 224]}. */
  @Override
  public String toString() {
    return name + ": " + type + " " + shapeText();
  }

  /** For example {@code [?, 3, 224, 224]}. */
  public String shapeText() {
    return shape.stream()
        .map(size -> size == ANY ? "?" : Long.toString(size))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
