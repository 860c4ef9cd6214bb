package org.parfocal.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Probabilities from the logits of each row: p_k = e^{z_k} / Σ_j e^{z_j}; never overflows. */
public final class Softmax implements Layer {
  private final RowBuffer outputs = new RowBuffer();
  private final RowBuffer inputGradients = new RowBuffer();
  private float[] probabilities = {};

  @Override
  public INDArray forward(INDArray logits) {
    probabilities = FloatTensors.read(logits);
    double[] logarithms = LogSoftmax.rows(probabilities, Math.toIntExact(logits.size(1)));
    for (int index = 0; index < probabilities.length; index++) {
      probabilities[index] = (float) Math.exp(logarithms[index]);
    }
    return outputs.shapedLike(logits, probabilities);
  }

  @Override
  public INDArray backward(INDArray gradient) {
    float[] g = FloatTensors.read(gradient);
    int length = Math.toIntExact(gradient.size(1));
    for (int start = 0; start < g.length; start += length) {
      double mean = 0;
      for (int k = start; k < start + length; k++) {
        mean += (double) probabilities[k] * g[k];
      }
      for (int k = start; k < start + length; k++) {
        g[k] = (float) (probabilities[k] * (g[k] - mean));
      }
    }
    return inputGradients.shapedLike(gradient, g);
  }

  @Override
  public void close() {
    outputs.close();
    inputGradients.close();
  }
}
