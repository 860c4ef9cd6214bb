package org.parfocal.nn;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** An operation of ND4J with its arguments bound once, called on changing arrays. */
final class NativeCall implements AutoCloseable {
  private final DynamicCustomOp operation;
  private final OpContext context = Nd4j.getExecutioner().buildContext();
  private boolean closed;

  NativeCall(String operation, long[] arguments) {
    this.operation = DynamicCustomOp.builder(operation).build();
    context.setIArguments(arguments);
  }

  void run(List<INDArray> inputs, List<INDArray> outputs) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    context.setInputArrays(inputs);
    context.setOutputArrays(outputs);
    Nd4j.getExecutioner().exec(operation, context);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      context.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
