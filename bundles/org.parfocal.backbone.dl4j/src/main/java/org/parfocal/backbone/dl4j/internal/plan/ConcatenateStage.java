package org.parfocal.backbone.dl4j.internal.plan;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The channels of all inputs one after another. */
final class ConcatenateStage implements Stage {
  private final Compiler compiler;
  private final Node node;
  private final long rows;

  ConcatenateStage(Compiler compiler, Node node) {
    this.compiler = compiler;
    this.node = node;
    rows = compiler.images() * node.shape().places();
  }

  @Override
  public Value forward() {
    Value result = compiler.newValue(node);
    Buffer y = result.activations();
    long first = 0;
    for (Node input : node.inputs()) {
      Buffer x = compiler.value(input).activations();
      long start = first;
      long channels = input.shape().channels();
      compiler.step(node, calls -> copyInto(calls, x, y, start, channels), x, y);
      first += channels;
    }
    return result;
  }

  @Override
  public void backward() {
    Buffer gradient = compiler.value(node).gradient();
    long first = 0;
    for (Node input : node.inputs()) {
      long start = first;
      long channels = input.shape().channels();
      compiler.gradientOf(
          node,
          input,
          target ->
              compiler.step(
                  node,
                  calls -> copyFrom(calls, gradient, target, start, channels),
                  gradient,
                  target));
      first += channels;
    }
  }

  /** The rows of {@code x} into the columns of {@code y} that begin at {@code start}. */
  private Runnable copyInto(Calls calls, Buffer x, Buffer y, long start, long channels) {
    if (!compiler.onHost()) {
      return calls.copy(x.as(rows, channels), part(y, start, channels));
    }
    FloatBuffer from = x.host(0, x.length());
    FloatBuffer to = y.host(start, y.length() - start);
    RowCopy copy = rowCopy(channels, channels, node.shape().channels());
    return () -> copy.run(from, to, compiler.threads());
  }

  /** The columns of {@code y} that begin at {@code start} into the rows of {@code x}. */
  private Runnable copyFrom(Calls calls, Buffer y, Buffer x, long start, long channels) {
    if (!compiler.onHost()) {
      return calls.copy(part(y, start, channels), x.as(rows, channels));
    }
    FloatBuffer from = y.host(start, y.length() - start);
    FloatBuffer to = x.host(0, x.length());
    RowCopy copy = rowCopy(channels, node.shape().channels(), channels);
    return () -> copy.run(from, to, compiler.threads());
  }

  private RowCopy rowCopy(long length, long fromStride, long toStride) {
    return new RowCopy(
        Math.toIntExact(rows),
        Math.toIntExact(length),
        Math.toIntExact(fromStride),
        Math.toIntExact(toStride));
  }

  /** Some columns of {@code [rows, channels]}. */
  private INDArray part(Buffer whole, long start, long channels) {
    return whole.strided(
        start, new long[] {rows, channels}, new long[] {node.shape().channels(), 1});
  }
}
