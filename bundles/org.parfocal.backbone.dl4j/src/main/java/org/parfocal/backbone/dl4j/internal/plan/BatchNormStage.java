package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nn.FloatTensors;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/**
 * Batch normalisation by the statistics of the batch (Ioffe and Szegedy 2015). With x̂ = (x − μ)/σ
 * and the means taken over all rows of {@code [rows, channels]}, ∂L/∂x = γ/σ · (g − mean(g) − x̂ ·
 * mean(g·x̂)), which is a scale of g plus another batch normalisation of x.
 */
final class BatchNormStage extends NativeStage {
  private final Operation.BatchNorm norm;
  private final Parameters parameters;
  private final String mean;
  private final String variance;
  private final long rows;
  private final int channels;

  BatchNormStage(NodeDraft<PlanCalls> node, Parameters parameters, Operation.BatchNorm norm) {
    super(node);
    this.norm = norm;
    this.parameters = parameters;
    mean = norm.layer() + ".running_mean";
    variance = norm.layer() + ".running_var";
    rows = images * out().places();
    channels = out().channels();
    parameters.decay(mean, norm.decay());
    parameters.decay(variance, norm.decay());
  }

  private INDArray scale() {
    return parameters.stored(norm.layer() + ".weight");
  }

  private INDArray offset() {
    return parameters.stored(norm.layer() + ".bias");
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    mean(x, parameters.ofBatch(mean));
    // Squares of what is left without the mean: E[x²] − E[x]² would lose the variance in rounding.
    step(
        calls -> calls.difference(matrix(calls, x), parameters.ofBatch(mean), matrix(calls, y)),
        x,
        y);
    step(calls -> calls.product(matrix(calls, y), matrix(calls, y), matrix(calls, y)), y);
    mean(y, parameters.ofBatch(variance));
    step(calls -> normalise(calls, x, scale(), offset(), y), x, y);
  }

  /** means ← of each column. */
  private void mean(Buffer matrix, INDArray means) {
    step(calls -> columnMean(calls, matrix, means), matrix);
  }

  /** y ← x̂ · scale + offset. */
  private Runnable normalise(PlanCalls calls, Buffer x, INDArray scale, INDArray offset, Buffer y) {
    long[] shape = out().of(images);
    return calls.of(
        "batchnorm",
        List.of(
            calls.as(x, shape),
            parameters.ofBatch(mean),
            parameters.ofBatch(variance),
            scale,
            offset),
        List.of(calls.as(y, shape)),
        new long[] {1, 1, 3},
        norm.epsilon());
  }

  private INDArray matrix(PlanCalls calls, Buffer buffer) {
    return calls.as(buffer, rows, channels);
  }

  @Override
  public void backward() {
    backward(node.gradient(), node.inputGradientInAnyCase());
  }

  private void backward(Buffer gradient, Buffer target) {
    Buffer x = node.input();
    step(calls -> backward(calls, x, gradient, target), x, gradient, target);
  }

  private Runnable backward(PlanCalls calls, Buffer x, Buffer gradient, Buffer target) {
    INDArray vectors = calls.vectors(5, channels);
    return inTurn(
        columnMean(calls, gradient, row(vectors, 0)),
        calls.product(matrix(calls, gradient), matrix(calls, x), matrix(calls, target)),
        columnMean(calls, target, row(vectors, 1)),
        coefficients(vectors),
        calls.product(matrix(calls, gradient), row(vectors, 2), matrix(calls, target)),
        // The result's gradient has been read for the last time: its place takes the other term.
        normalise(calls, x, row(vectors, 3), row(vectors, 4), gradient),
        calls.sum(matrix(calls, target), matrix(calls, gradient), matrix(calls, target)),
        unbiased());
  }

  /**
   * The batch's variance, which nobody reads any more in this pass, as an estimate of that of all
   * images: that is what PyTorch's running variance follows.
   */
  private Runnable unbiased() {
    if (rows == 1) {
      return () -> {};
    }
    double factor = rows / (rows - 1.0);
    INDArray ofBatch = parameters.ofBatch(variance);
    float[] values = new float[channels];
    return () -> {
      FloatTensors.read(ofBatch, values);
      for (int c = 0; c < channels; c++) {
        values[c] *= factor;
      }
      FloatTensors.write(values, ofBatch);
    };
  }

  private static INDArray row(INDArray vectors, int index) {
    return vectors.slice(index);
  }

  private static Runnable inTurn(Runnable... works) {
    return () -> {
      for (Runnable work : works) {
        work.run();
      }
    };
  }

  private Runnable columnMean(PlanCalls calls, Buffer matrix, INDArray means) {
    return calls.multiply(
        calls.ones(1, rows),
        false,
        matrix(calls, matrix),
        false,
        means.reshape(1, channels),
        1.0 / rows,
        0);
  }

  /** Rows of {@code vectors}: mean(g), mean(g·x); then γ/σ, −γ/σ·mean(g·x̂), −γ/σ·mean(g). */
  private Runnable coefficients(INDArray vectors) {
    float[] values = new float[5 * channels];
    float[] means = new float[channels];
    float[] variances = new float[channels];
    float[] scales = new float[channels];
    float[] scaleGradient = new float[channels];
    float[] offsetGradient = new float[channels];
    INDArray batchMean = parameters.ofBatch(mean);
    INDArray batchVariance = parameters.ofBatch(variance);
    INDArray scale = scale();
    boolean learns = node.learns();
    INDArray intoScale = learns ? parameters.gradient(norm.layer() + ".weight") : null;
    INDArray intoOffset = learns ? parameters.gradient(norm.layer() + ".bias") : null;
    return () -> {
      FloatTensors.read(vectors, values);
      FloatTensors.read(batchMean, means);
      FloatTensors.read(batchVariance, variances);
      FloatTensors.read(scale, scales);
      for (int c = 0; c < channels; c++) {
        double slope = values[c];
        double deviation = Math.sqrt(variances[c] + norm.epsilon());
        double correlation = (values[channels + c] - means[c] * slope) / deviation;
        double factor = scales[c] / deviation;
        values[2 * channels + c] = (float) factor;
        values[3 * channels + c] = (float) (-scales[c] * correlation / deviation);
        values[4 * channels + c] = (float) (-factor * slope);
        scaleGradient[c] = (float) (rows * correlation);
        offsetGradient[c] = (float) (rows * slope);
      }
      FloatTensors.write(values, vectors);
      if (intoScale != null && intoOffset != null) {
        FloatTensors.write(scaleGradient, intoScale);
        FloatTensors.write(offsetGradient, intoOffset);
      }
    };
  }
}
