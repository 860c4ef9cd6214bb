package org.parfocal.backbone.dl4j.internal.plan;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nd4j.NativeMemory;

/** The channels of all inputs one after another. */
final class ConcatenateStage extends Stage {
  private final long rows;

  ConcatenateStage(Compiler compiler, Node node) {
    super(compiler, node);
    rows = compiler.images() * node.shape().places();
  }

  @Override
  Value forward() {
    Value result = compiler.newValue(node);
    Buffer y = result.activations();
    long first = 0;
    for (Node input : node.inputs()) {
      Buffer x = compiler.value(input).activations();
      long start = first;
      long channels = input.shape().channels();
      step(calls -> copy(calls, x, y, start, channels, true), x, y);
      first += channels;
    }
    return result;
  }

  @Override
  void backward() {
    Buffer gradient = gradient();
    long first = 0;
    for (Node input : node.inputs()) {
      long start = first;
      long channels = input.shape().channels();
      compiler.gradientOf(
          node,
          input,
          target ->
              step(
                  calls -> copy(calls, target, gradient, start, channels, false),
                  gradient,
                  target));
      first += channels;
    }
  }

  /**
   * Between the rows of {@code part} and the columns of {@code whole} that begin at {@code start}.
   */
  private Runnable copy(
      Calls calls, Buffer part, Buffer whole, long start, long channels, boolean intoWhole) {
    if (!compiler.onHost()) {
      INDArray rowsOfPart = part.as(rows, channels);
      INDArray columns = columns(whole, start, channels);
      return intoWhole ? calls.copy(rowsOfPart, columns) : calls.copy(columns, rowsOfPart);
    }
    int width = node.shape().channels();
    List<Runnable> copies = new ArrayList<>();
    long most = NativeMemory.MOST_FLOATS / width;
    for (long first = 0; first < rows; first += most) {
      int count = (int) Math.min(most, rows - first);
      FloatBuffer inPart = part.host(first * channels, count * channels);
      FloatBuffer inWhole = whole.host(first * width + start, (long) count * width - start);
      int length = Math.toIntExact(channels);
      if (intoWhole) {
        RowCopy copy = new RowCopy(count, length, length, width);
        copies.add(() -> copy.run(inPart, inWhole, compiler.threads()));
      } else {
        RowCopy copy = new RowCopy(count, length, width, length);
        copies.add(() -> copy.run(inWhole, inPart, compiler.threads()));
      }
    }
    return () -> copies.forEach(Runnable::run);
  }

  /** Some columns of {@code [rows, channels]}. */
  private INDArray columns(Buffer whole, long start, long channels) {
    return whole.strided(
        start, new long[] {rows, channels}, new long[] {node.shape().channels(), 1});
  }
}
