package org.parfocal.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tensor outside of any engine.
 *
 * @param shape lengths of the axes
 * @param numbers elements, the last axis running fastest
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bulk data that nobody compares
public record Values(long[] shape, float[] numbers) {
  /** Checks that the numbers fill the shape. */
  public Values {
    if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != numbers.length) {
      throw new IllegalArgumentException(
          "The shape %s does not have %d elements"
              .formatted(Arrays.toString(shape), numbers.length));
    }
  }

  /**
   * The tensor of that name.
   *
   * @throws IllegalArgumentException if there is none, or it has another shape
   */
  public static Values named(String name, long[] shape, Map<String, Values> tensors) {
    Values values = tensors.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "The tensor %s is missing; there are %s".formatted(name, tensors.keySet()));
    }
    if (!Arrays.equals(values.shape, shape)) {
      throw new IllegalArgumentException(
          "The tensor %s has the shape %s instead of %s"
              .formatted(name, Arrays.toString(values.shape), Arrays.toString(shape)));
    }
    return values;
  }

  /** Writes named tensors into a file that {@link #read} reads. */
  static void write(Path file, Map<String, Values> tensors) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(tensors.size());
      for (Map.Entry<String, Values> tensor : tensors.entrySet()) {
        out.writeUTF(tensor.getKey());
        long[] shape = tensor.getValue().shape;
        out.writeInt(shape.length);
        for (long length : shape) {
          out.writeLong(length);
        }
        float[] numbers = tensor.getValue().numbers;
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        out.write(bytes.array());
      }
    }
  }

  /** Reads what {@link #write} wrote, in the same order. */
  static Map<String, Values> read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int count = in.readInt();
      Map<String, Values> tensors = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        long[] shape = new long[in.readInt()];
        int length = 1;
        for (int axis = 0; axis < shape.length; axis++) {
          shape[axis] = in.readLong();
          length = Math.multiplyExact(length, Math.toIntExact(shape[axis]));
        }
        float[] numbers = new float[length];
        ByteBuffer.wrap(in.readNBytes(length * Float.BYTES)).asFloatBuffer().get(numbers);
        tensors.put(name, new Values(shape, numbers));
      }
      return tensors;
    }
  }
}
