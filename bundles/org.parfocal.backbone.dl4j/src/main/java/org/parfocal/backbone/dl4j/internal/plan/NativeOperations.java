package org.parfocal.backbone.dl4j.internal.plan;

import org.jspecify.annotations.Nullable;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Making;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Operations;
import org.parfocal.plan.Stage;

/**
 * The operations of plans as calls of ND4J.
 *
 * @param choice of algorithms for convolutions
 * @param threads for work that is done here and not by the engine; none if arrays do not lie in the
 *     host's memory
 */
record NativeOperations(
    Parameters parameters, FoldedWeights folded, Algorithms.Choice choice, int threads)
    implements Operations<PlanCalls> {

  /** The arrays of a layer, with the batch norm folded in that follows it in this plan. */
  private Weights weights(NodeDraft<PlanCalls> node, String weight, @Nullable String bias) {
    return node.folding().map(folded::of).orElseGet(() -> stored(node.learns(), weight, bias));
  }

  private Weights stored(boolean learned, String weight, @Nullable String bias) {
    return new Weights(
        parameters.stored(weight),
        bias == null ? null : parameters.stored(bias),
        learned ? parameters.gradient(weight) : null,
        learned && bias != null ? parameters.gradient(bias) : null);
  }

  @Override
  public Stage convolution(NodeDraft<PlanCalls> node, Operation.Convolution op) {
    Weights weights = weights(node, op.weight(), op.bias());
    return switch (op.kind()) {
      case PLAIN -> new ConvolutionStage(node, weights, op.window(), choice, threads);
      case DEPTHWISE -> new FilterStage(node, weights, op.window(), "depthwise_conv2d");
      case TRANSPOSED -> new FilterStage(node, weights, op.window(), "deconv2d");
    };
  }

  @Override
  public Stage dense(NodeDraft<PlanCalls> node, Operation.Dense op) {
    return new DenseStage(node, weights(node, op.weight(), op.bias()));
  }

  @Override
  public Stage batchNorm(NodeDraft<PlanCalls> node, Operation.BatchNorm op) {
    return new BatchNormStage(node, parameters, op);
  }

  @Override
  public Stage fixedBatchNorm(NodeDraft<PlanCalls> node, Operation.BatchNorm op) {
    return new FixedBatchNormStage(node, parameters, op);
  }

  @Override
  public Stage activate(NodeDraft<PlanCalls> node, Operation.Activate op) {
    return new ActivationStage(node, op);
  }

  @Override
  public Stage parametricRelu(NodeDraft<PlanCalls> node, Operation.ParametricRelu op) {
    return new ParametricReluStage(node, weights(node, op.weight(), null));
  }

  @Override
  public Stage pool(NodeDraft<PlanCalls> node, Operation.Pool op) {
    return new PoolStage(node, op);
  }

  @Override
  public Stage globalAverage(NodeDraft<PlanCalls> node) {
    return new GlobalAverageStage(node);
  }

  @Override
  public Stage generalizedMean(NodeDraft<PlanCalls> node, Operation.GeneralizedMean op) {
    return new GeneralizedMeanStage(node, parameters, op);
  }

  @Override
  public Stage add(NodeDraft<PlanCalls> node) {
    return new AddStage(node);
  }

  @Override
  public Stage concatenate(NodeDraft<PlanCalls> node) {
    return new ConcatenateStage(node, threads);
  }

  @Override
  public Stage pad(NodeDraft<PlanCalls> node, Operation.Pad op) {
    return new PadStage(node, op);
  }

  @Override
  public Stage dropout(NodeDraft<PlanCalls> node, Operation.Dropout op) {
    return new DropoutStage(node, parameters.random(), op);
  }

  @Override
  public Stage mixStyle(NodeDraft<PlanCalls> node, Operation.MixStyle op) {
    return new MixStyleStage(node, parameters.random(), op);
  }

  @Override
  public Making<PlanCalls> accumulate(Buffer part, Buffer total) {
    return calls -> calls.sum(calls.flat(total), calls.flat(part), calls.flat(total));
  }
}
