package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution; a pointwise one is a plain matrix product. */
final class ConvolutionStage extends Stage {
  /** Unfolded rows stay in the processor's caches: so many numbers at once. */
  private static final long ROWS_LENGTH = 1 << 20;

  private final Weights weights;
  private final Geometry geometry;
  private final Algorithms algorithms;
  private final Unfolding unfolding;
  private final int images;
  private final long places;
  private final int in;
  private final int out;

  ConvolutionStage(Compiler compiler, Node node, Weights weights, SlidingWindow window) {
    super(compiler, node);
    this.weights = weights;
    geometry = new Geometry(window, node.input().shape(), node.shape());
    images = compiler.images();
    algorithms = compiler.algorithms(node, geometry);
    unfolding = new Unfolding(geometry, compiler.threads());
    places = geometry.out().places();
    in = geometry.in().channels();
    out = geometry.out().channels();
  }

  private boolean pointwise() {
    return geometry.window().pointwise();
  }

  @Override
  Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = input();
    Buffer y = result.activations();
    if (pointwise()) {
      step(calls -> product(calls, x.as(images * places, in), y, 0, images), x, y);
    } else if (algorithms.forward() == Algorithms.Forward.DIRECT) {
      step(calls -> direct(calls, x, y), x, y);
    } else {
      Buffer rows = rows();
      forEachGroup(
          (first, count) -> {
            unfold(x, rows, first, count);
            step(
                calls ->
                    product(
                        calls, rows.as(count * places, geometry.windowLength()), y, first, count),
                rows,
                y);
          });
    }
    return result;
  }

  private Runnable direct(Calls calls, Buffer x, Buffer y) {
    INDArray bias = weights.bias();
    INDArray input = x.as(geometry.in().of(images));
    return calls.of(
        "conv2d",
        bias == null ? List.of(input, weights.weight()) : List.of(input, weights.weight(), bias),
        List.of(y.as(geometry.out().of(images))),
        geometry.window().convolutionArguments());
  }

  private Runnable product(Calls calls, INDArray rows, Buffer y, int first, int count) {
    INDArray matrix = weights.weight().reshape(geometry.windowLength(), out);
    INDArray result = y.array(first * places * out, count * places, out);
    INDArray bias = weights.bias();
    return bias == null
        ? calls.multiply(rows, false, matrix, false, result)
        : calls.of("xw_plus_b", List.of(rows, matrix, bias), List.of(result));
  }

  @Override
  void backward() {
    Buffer gradient = gradient();
    Buffer x = input();
    if (weights.learned()) {
      INDArray biasGradient = weights.biasGradient();
      if (biasGradient != null) {
        compiler.columnSums(node, gradient, images * places, out, biasGradient);
      }
      if (!joint()) {
        weightGradient(x, gradient);
      }
    }
    if (joint()) {
      gradientInAnyCase(geometry.in().of(images), target -> joint(x, gradient, target));
    } else {
      gradientOfInput(target -> inputGradient(gradient, target));
    }
  }

  /** Whether one call computes both gradients, also where only one is wanted. */
  private boolean joint() {
    return !pointwise() && algorithms.backward() == Algorithms.Backward.JOINT;
  }

  private void joint(Buffer x, Buffer gradient, Buffer target) {
    Buffer unwanted = compiler.buffer(weights.learned() ? 0 : weights.weight().length());
    step(
        calls ->
            calls.of(
                "conv2d_bp",
                List.of(
                    x.as(geometry.in().of(images)),
                    weights.weight(),
                    gradient.as(geometry.out().of(images))),
                List.of(target.as(geometry.in().of(images)), weights.weightGradientOr(unwanted)),
                geometry.window().convolutionArguments()),
        x,
        gradient,
        target,
        unwanted);
  }

  private void weightGradient(Buffer x, Buffer gradient) {
    if (pointwise()) {
      step(
          calls ->
              calls.multiply(
                  x.as(images * places, in),
                  true,
                  gradient.as(images * places, out),
                  false,
                  weights.weightGradient().reshape(in, out)),
          x,
          gradient);
      return;
    }
    Buffer rows = rows();
    forEachGroup(
        (first, count) -> {
          unfold(x, rows, first, count);
          step(
              calls ->
                  calls.multiply(
                      rows.as(count * places, geometry.windowLength()),
                      true,
                      gradient.array(first * places * out, count * places, out),
                      false,
                      weights.weightGradient().reshape(geometry.windowLength(), out),
                      1,
                      first == 0 ? 0 : 1),
              rows,
              gradient);
        });
  }

  private void inputGradient(Buffer gradient, Buffer target) {
    if (pointwise()) {
      step(
          calls ->
              calls.multiply(
                  gradient.as(images * places, out),
                  false,
                  weights.weight().reshape(in, out),
                  true,
                  target.as(images * places, in)),
          gradient,
          target);
    } else {
      fold(gradient, target);
    }
  }

  private void fold(Buffer gradient, Buffer target) {
    Buffer rows = rows();
    long numbers = geometry.in().places() * in;
    forEachGroup(
        (first, count) -> {
          step(
              calls ->
                  calls.multiply(
                      gradient.array(first * places * out, count * places, out),
                      false,
                      weights.weight().reshape(geometry.windowLength(), out),
                      true,
                      rows.as(count * places, geometry.windowLength())),
              gradient,
              rows);
          step(
              calls -> {
                var from = rows.host(0, count * places * geometry.windowLength());
                var to = target.host(first * numbers, count * numbers);
                return () -> unfolding.fold(from, count, to);
              },
              rows,
              target);
        });
  }

  private void unfold(Buffer x, Buffer rows, int first, int count) {
    long numbers = geometry.in().places() * in;
    step(
        calls -> {
          var from = x.host(first * numbers, count * numbers);
          var to = rows.host(0, count * places * geometry.windowLength());
          return () -> unfolding.unfold(from, count, to);
        },
        x,
        rows);
  }

  private Buffer rows() {
    return compiler.buffer(group() * places * geometry.windowLength());
  }

  /** Images whose rows are held at once. */
  private int group() {
    long some = ROWS_LENGTH / (places * geometry.windowLength());
    return (int) Math.max(1, Math.min(images, some));
  }

  private void forEachGroup(Group work) {
    int size = group();
    for (int first = 0; first < images; first += size) {
      work.accept(first, Math.min(size, images - first));
    }
  }

  @FunctionalInterface
  private interface Group {
    void accept(int first, int count);
  }
}
