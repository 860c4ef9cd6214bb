package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Geometry;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.SlidingWindow;

/** A convolution; a pointwise one is a plain matrix product. */
final class ConvolutionStage extends NativeStage {
  /** Unfolded rows stay in the processor's caches: so many numbers at once. */
  private static final long ROWS_LENGTH = 1 << 20;

  private final Weights weights;
  private final Geometry geometry;
  private final Algorithms algorithms;
  private final Unfolding unfolding;
  private final long places;
  private final int in;
  private final int out;

  ConvolutionStage(
      NodeDraft<PlanCalls> node,
      Weights weights,
      SlidingWindow window,
      Algorithms.Choice choice,
      int threads) {
    super(node);
    this.weights = weights;
    geometry = new Geometry(window, in(), out());
    algorithms = algorithms(choice, threads);
    unfolding = new Unfolding(geometry, threads);
    places = geometry.out().places();
    in = geometry.in().channels();
    out = geometry.out().channels();
  }

  private Algorithms algorithms(Algorithms.Choice choice, int threads) {
    if (pointwise()) {
      return Algorithms.DIRECT;
    }
    // Where nothing is wanted, as in training: one network is computed in one way.
    boolean inputGradient = node.passesGradient() ? node.inputWantsGradient() : !node.readsImage();
    return geometry.window().dilated() && threads > 0
        ? Algorithms.WITHOUT_ENGINE
        : choice.of(geometry, inputGradient);
  }

  private boolean pointwise() {
    return geometry.window().pointwise();
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    if (pointwise()) {
      step(calls -> product(calls, calls.as(x, images * places, in), y, 0, images), x, y);
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
                        calls,
                        calls.as(rows, count * places, geometry.windowLength()),
                        y,
                        first,
                        count),
                rows,
                y);
          });
    }
  }

  private Runnable direct(PlanCalls calls, Buffer x, Buffer y) {
    INDArray bias = weights.bias();
    INDArray input = calls.as(x, geometry.in().of(images));
    return calls.of(
        "conv2d",
        bias == null ? List.of(input, weights.weight()) : List.of(input, weights.weight(), bias),
        List.of(calls.as(y, geometry.out().of(images))),
        NativeArguments.convolution(geometry.window()));
  }

  private Runnable product(PlanCalls calls, INDArray rows, Buffer y, int first, int count) {
    INDArray matrix = weights.weight().reshape(geometry.windowLength(), out);
    INDArray result = calls.part(y, first * places * out, count * places, out);
    INDArray bias = weights.bias();
    return bias == null
        ? calls.multiply(rows, false, matrix, false, result)
        : calls.of("xw_plus_b", List.of(rows, matrix, bias), List.of(result));
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    Buffer x = node.input();
    if (weights.learned()) {
      INDArray biasGradient = weights.biasGradient();
      if (biasGradient != null) {
        columnSums(gradient, images * places, out, biasGradient);
      }
      if (!joint()) {
        weightGradient(x, gradient);
      }
    }
    if (joint()) {
      joint(x, gradient, node.inputGradientInAnyCase());
    } else {
      gradientOfInput(target -> inputGradient(gradient, target));
    }
  }

  /** Whether one call computes both gradients, also where only one is wanted. */
  private boolean joint() {
    return !pointwise() && algorithms.backward() == Algorithms.Backward.JOINT;
  }

  private void joint(Buffer x, Buffer gradient, Buffer target) {
    Buffer unwanted = node.buffer(weights.learned() ? 0 : weights.weight().length());
    step(
        calls ->
            calls.of(
                "conv2d_bp",
                List.of(
                    calls.as(x, geometry.in().of(images)),
                    weights.weight(),
                    calls.as(gradient, geometry.out().of(images))),
                List.of(
                    calls.as(target, geometry.in().of(images)),
                    weights.weightGradientOr(calls, unwanted)),
                NativeArguments.convolution(geometry.window())),
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
                  calls.as(x, images * places, in),
                  true,
                  calls.as(gradient, images * places, out),
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
                      calls.as(rows, count * places, geometry.windowLength()),
                      true,
                      calls.part(gradient, first * places * out, count * places, out),
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
                  calls.as(gradient, images * places, out),
                  false,
                  weights.weight().reshape(in, out),
                  true,
                  calls.as(target, images * places, in)),
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
                      calls.part(gradient, first * places * out, count * places, out),
                      false,
                      weights.weight().reshape(geometry.windowLength(), out),
                      true,
                      calls.as(rows, count * places, geometry.windowLength())),
              gradient,
              rows);
          step(
              calls -> {
                var from = calls.host(rows, 0, count * places * geometry.windowLength());
                var to = calls.host(target, first * numbers, count * numbers);
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
          var from = calls.host(x, first * numbers, count * numbers);
          var to = calls.host(rows, 0, count * places * geometry.windowLength());
          return () -> unfolding.unfold(from, count, to);
        },
        x,
        rows);
  }

  private Buffer rows() {
    return node.buffer(group() * places * geometry.windowLength());
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
