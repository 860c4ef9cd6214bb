package org.parfocal.plan.reference;

import java.util.random.RandomGenerator;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Making;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.Node;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.NumberType;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Operations;
import org.parfocal.plan.SlidingWindow;
import org.parfocal.plan.Stage;

/**
 * The operations of plans in double precision.
 *
 * @param random what dropout and MixStyle draw from
 */
record ReferenceOperations(ReferenceParameters parameters, RandomGenerator random)
    implements Operations<double[]> {
  @Override
  public NumberType numbers(Node node) {
    return NumberType.FLOAT64;
  }

  @Override
  public NumberType embeddings() {
    return NumberType.FLOAT64;
  }

  @Override
  public Stage convolution(NodeDraft<double[]> node, Operation.Convolution op) {
    MapShape in = node.node().input().shape();
    MapShape out = node.node().shape();
    Products products = Products.convolution(op.kind(), op.window(), in, out, node.images());
    return new ProductsStage(node, parameters, products, op.weight(), op.bias());
  }

  @Override
  public Stage dense(NodeDraft<double[]> node, Operation.Dense op) {
    MapShape in = node.node().input().shape();
    Products products = Products.dense(in, node.node().shape().channels(), node.images());
    return new ProductsStage(node, parameters, products, op.weight(), op.bias());
  }

  @Override
  public Stage batchNorm(NodeDraft<double[]> node, Operation.BatchNorm op) {
    return new BatchNormStage(node, parameters, op);
  }

  @Override
  public Stage fixedBatchNorm(NodeDraft<double[]> node, Operation.BatchNorm op) {
    return new FixedBatchNormStage(node, parameters, op);
  }

  @Override
  public Stage activate(NodeDraft<double[]> node, Operation.Activate op) {
    return new ActivationStage(node, op);
  }

  @Override
  public Stage parametricRelu(NodeDraft<double[]> node, Operation.ParametricRelu op) {
    return new ParametricReluStage(node, parameters, op);
  }

  @Override
  public Stage pool(NodeDraft<double[]> node, Operation.Pool op) {
    return new PoolStage(node, op);
  }

  @Override
  public Stage globalAverage(NodeDraft<double[]> node) {
    MapShape map = node.node().input().shape();
    SlidingWindow everywhere =
        new SlidingWindow(map.height(), map.width(), 1, 1, 0, 0, 1, 1, false);
    return new PoolStage(node, new Operation.Pool(false, everywhere));
  }

  @Override
  public Stage generalizedMean(NodeDraft<double[]> node, Operation.GeneralizedMean op) {
    return new GeneralizedMeanStage(node, parameters, op);
  }

  @Override
  public Stage add(NodeDraft<double[]> node) {
    return LaidOutStage.sum(node);
  }

  @Override
  public Stage concatenate(NodeDraft<double[]> node) {
    return LaidOutStage.concatenation(node);
  }

  @Override
  public Stage pad(NodeDraft<double[]> node, Operation.Pad op) {
    return LaidOutStage.padding(node, op);
  }

  @Override
  public Stage dropout(NodeDraft<double[]> node, Operation.Dropout op) {
    return FactorsStage.dropout(node, random, op);
  }

  @Override
  public Stage mixStyle(NodeDraft<double[]> node, Operation.MixStyle op) {
    return FactorsStage.mixStyle(node, random, op);
  }

  @Override
  public Making<double[]> accumulate(Buffer part, Buffer total) {
    return memory -> {
      Numbers from = Numbers.of(memory, part);
      Numbers to = Numbers.of(memory, total);
      return () -> {
        for (int index = 0; index < to.length(); index++) {
          to.add(index, from.get(index));
        }
      };
    };
  }
}
