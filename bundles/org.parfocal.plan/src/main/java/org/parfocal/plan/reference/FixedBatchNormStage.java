package org.parfocal.plan.reference;

import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Stage;

/** (x − μ)/√(σ² + ε) · γ + β with running μ and σ². */
record FixedBatchNormStage(
    NodeDraft<double[]> node, ReferenceParameters parameters, Operation.BatchNorm norm)
    implements Stage {
  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    node.step(
        memory -> () -> normalise(Numbers.of(memory, x), Numbers.of(memory, y), norm, parameters),
        x,
        y);
  }

  static void normalise(
      Numbers x, Numbers y, Operation.BatchNorm norm, ReferenceParameters parameters) {
    normalise(
        x,
        y,
        norm,
        parameters,
        parameters.values(norm.layer() + ".running_mean"),
        parameters.values(norm.layer() + ".running_var"));
  }

  static void normalise(
      Numbers x,
      Numbers y,
      Operation.BatchNorm norm,
      ReferenceParameters parameters,
      double[] mean,
      double[] variance) {
    double[] scale = parameters.values(norm.layer() + ".weight");
    double[] offset = parameters.values(norm.layer() + ".bias");
    for (int index = 0; index < x.length(); index++) {
      int c = index % mean.length;
      double deviation = Math.sqrt(variance[c] + norm.epsilon());
      y.set(index, (x.get(index) - mean[c]) / deviation * scale[c] + offset[c]);
    }
  }

  @Override
  public void backward() {
    throw new IllegalStateException(node.node() + " is fixed");
  }
}
