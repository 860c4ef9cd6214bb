package org.parfocal.backbone.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Calls of ND4J operations, each with its arguments bound once; a call then costs three
 * microseconds. Frees their native contexts.
 */
class Calls implements AutoCloseable {
  private static final long[] NO_NUMBERS = {};
  private static final double[] NO_FRACTIONS = {};

  private final List<OpContext> contexts = new ArrayList<>();
  private final List<INDArray> arrays = new ArrayList<>();
  private @Nullable INDArray ones;

  /** A call of an operation without arguments but arrays. */
  Runnable of(String operation, List<INDArray> inputs, List<INDArray> outputs) {
    return of(operation, inputs, outputs, NO_NUMBERS, NO_FRACTIONS);
  }

  /** A call of an operation. */
  Runnable of(
      String operation,
      List<INDArray> inputs,
      List<INDArray> outputs,
      long[] integers,
      double... fractions) {
    DynamicCustomOp op = DynamicCustomOp.builder(operation).build();
    OpContext context = Nd4j.getExecutioner().buildContext();
    contexts.add(context);
    context.setInputArrays(inputs);
    context.setOutputArrays(outputs);
    if (integers.length > 0) {
      context.setIArguments(integers);
    }
    if (fractions.length > 0) {
      context.setTArguments(fractions);
    }
    return () -> Nd4j.getExecutioner().exec(op, context);
  }

  /** Ones in a shape, not to be written; sums are products with them. */
  INDArray ones(long... shape) {
    long length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    INDArray all = ones;
    if (all == null || all.length() < length) {
      all = Nd4j.ones(DataType.FLOAT, length);
      arrays.add(all);
      ones = all;
    }
    return Nd4j.create(all.data(), shape, Nd4j.getStrides(shape, 'c'), 0, 'c');
  }

  /** A small matrix for a step's own use, which Java can reach wherever the plan's memory lies. */
  INDArray vectors(long rows, long columns) {
    INDArray matrix = Nd4j.create(DataType.FLOAT, rows, columns);
    arrays.add(matrix);
    return matrix;
  }

  /** y ← factor·a·b + keep·y; oneDNN's, which is several times faster than a BLAS call here. */
  Runnable multiply(
      INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray y, double... scale) {
    return of(
        "matmul",
        List.of(a, b),
        List.of(y),
        new long[] {transposeA ? 1 : 0, transposeB ? 1 : 0, 0},
        scale);
  }

  /** y ← a ∘ b number by number; b may be one row for all rows of a. */
  Runnable product(INDArray a, INDArray b, INDArray y) {
    return of("multiply", List.of(a, b), List.of(y));
  }

  /** y ← a + b, as {@link #product}. */
  Runnable sum(INDArray a, INDArray b, INDArray y) {
    return of("add", List.of(a, b), List.of(y));
  }

  /** y ← a − b, as {@link #product}. */
  Runnable difference(INDArray a, INDArray b, INDArray y) {
    return of("subtract", List.of(a, b), List.of(y));
  }

  /** y ← 1 where x is above 0, else 0. */
  Runnable step(INDArray x, INDArray y) {
    Step step = new Step(x, y);
    return () -> Nd4j.getExecutioner().exec(step);
  }

  /** y ← x; the two may be strided views. */
  Runnable copy(INDArray x, INDArray y) {
    return () -> y.assign(x);
  }

  @Override
  public void close() {
    for (OpContext context : contexts) {
      try {
        context.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    contexts.clear();
    arrays.forEach(INDArray::close);
    arrays.clear();
  }
}
