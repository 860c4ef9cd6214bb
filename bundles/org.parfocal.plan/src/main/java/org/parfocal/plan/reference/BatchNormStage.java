package org.parfocal.plan.reference;

import java.util.Arrays;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Stage;

/** Batch normalisation by the statistics of the batch. */
record BatchNormStage(
    NodeDraft<double[]> node, ReferenceParameters parameters, Operation.BatchNorm norm)
    implements Stage {
  private int channels() {
    return node.node().shape().channels();
  }

  private double[] mean() {
    return parameters.ofBatch(norm.layer() + ".running_mean");
  }

  private double[] variance() {
    return parameters.ofBatch(norm.layer() + ".running_var");
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    node.step(memory -> () -> normalise(Numbers.of(memory, x), Numbers.of(memory, y)), x, y);
  }

  private void normalise(Numbers x, Numbers y) {
    double rows = x.length() / (double) channels();
    Arrays.fill(mean(), 0);
    Arrays.fill(variance(), 0);
    for (int index = 0; index < x.length(); index++) {
      mean()[index % channels()] += x.get(index) / rows;
    }
    for (int index = 0; index < x.length(); index++) {
      double centred = x.get(index) - mean()[index % channels()];
      variance()[index % channels()] += centred * centred / rows;
    }
    FixedBatchNormStage.normalise(x, y, norm, parameters, mean(), variance());
  }

  @Override
  public void backward() {
    Buffer x = node.input();
    Buffer g = node.gradient();
    Buffer target = node.inputGradientInAnyCase();
    node.step(
        memory ->
            () ->
                differentiate(
                    Numbers.of(memory, x), Numbers.of(memory, g), Numbers.of(memory, target)),
        x,
        g,
        target);
  }

  /** Through x̂ itself, the variance, and the mean, one after the other. */
  private void differentiate(Numbers x, Numbers g, Numbers target) {
    double rows = x.length() / (double) channels();
    double[] scale = parameters.values(norm.layer() + ".weight");
    double[] byScale = new double[channels()];
    double[] byOffset = new double[channels()];
    double[] byVariance = new double[channels()];
    double[] byMean = new double[channels()];
    for (int index = 0; index < x.length(); index++) {
      int c = index % channels();
      double deviation = Math.sqrt(variance()[c] + norm.epsilon());
      double centred = x.get(index) - mean()[c];
      double normalised = g.get(index) * scale[c];
      byScale[c] += g.get(index) * centred / deviation;
      byOffset[c] += g.get(index);
      byVariance[c] -= normalised * centred / (2 * deviation * deviation * deviation);
      byMean[c] -= normalised / deviation;
    }
    for (int index = 0; index < x.length(); index++) {
      int c = index % channels();
      double deviation = Math.sqrt(variance()[c] + norm.epsilon());
      double centred = x.get(index) - mean()[c];
      target.set(
          index,
          g.get(index) * scale[c] / deviation
              + byVariance[c] * 2 * centred / rows
              + byMean[c] / rows);
    }
    unbias(rows);
    if (node.learns()) {
      System.arraycopy(byScale, 0, parameters.gradient(norm.layer() + ".weight"), 0, channels());
      System.arraycopy(byOffset, 0, parameters.gradient(norm.layer() + ".bias"), 0, channels());
    }
  }

  /** The batch's variance as an estimate of that of all images, which the running one follows. */
  private void unbias(double rows) {
    if (rows > 1) {
      for (int c = 0; c < channels(); c++) {
        variance()[c] *= rows / (rows - 1);
      }
    }
  }
}
