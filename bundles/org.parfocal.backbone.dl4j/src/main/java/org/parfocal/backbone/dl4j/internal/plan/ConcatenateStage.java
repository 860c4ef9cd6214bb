package org.parfocal.backbone.dl4j.internal.plan;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nd4j.NativeMemory;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;

/** The channels of all inputs one after another. */
final class ConcatenateStage extends NativeStage {
  private final int threads;
  private final long rows;

  /** {@code threads} that copy; none if arrays do not lie in the host's memory. */
  ConcatenateStage(NodeDraft<PlanCalls> node, int threads) {
    super(node);
    this.threads = threads;
    rows = images * out().places();
  }

  @Override
  public void forward() {
    Buffer y = node.result();
    long first = 0;
    for (int index = 0; index < node.node().inputs().size(); index++) {
      Buffer x = node.input(index);
      long start = first;
      long channels = channels(index);
      step(calls -> copy(calls, x, y, start, channels, true), x, y);
      first += channels;
    }
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    long first = 0;
    for (int index = 0; index < node.node().inputs().size(); index++) {
      Buffer target = node.inputGradient(index);
      long start = first;
      long channels = channels(index);
      if (target != null) {
        step(calls -> copy(calls, target, gradient, start, channels, false), gradient, target);
      }
      first += channels;
    }
  }

  private long channels(int input) {
    return node.node().inputs().get(input).shape().channels();
  }

  /**
   * Between the rows of {@code part} and the columns of {@code whole} that begin at {@code start}.
   */
  private Runnable copy(
      PlanCalls calls, Buffer part, Buffer whole, long start, long channels, boolean intoWhole) {
    if (threads == 0) {
      INDArray rowsOfPart = calls.as(part, rows, channels);
      INDArray columns = columns(calls, whole, start, channels);
      return intoWhole ? calls.copy(rowsOfPart, columns) : calls.copy(columns, rowsOfPart);
    }
    int width = out().channels();
    List<Runnable> copies = new ArrayList<>();
    long most = NativeMemory.MOST_FLOATS / width;
    for (long first = 0; first < rows; first += most) {
      int count = (int) Math.min(most, rows - first);
      FloatBuffer inPart = calls.host(part, first * channels, count * channels);
      FloatBuffer inWhole = calls.host(whole, first * width + start, (long) count * width - start);
      int length = Math.toIntExact(channels);
      if (intoWhole) {
        RowCopy copy = new RowCopy(count, length, length, width);
        copies.add(() -> copy.run(inPart, inWhole, threads));
      } else {
        RowCopy copy = new RowCopy(count, length, width, length);
        copies.add(() -> copy.run(inWhole, inPart, threads));
      }
    }
    return () -> copies.forEach(Runnable::run);
  }

  /** Some columns of {@code [rows, channels]}. */
  private INDArray columns(PlanCalls calls, Buffer whole, long start, long channels) {
    return calls.strided(
        whole, start, new long[] {rows, channels}, new long[] {out().channels(), 1});
  }
}
