package org.parfocal.cuda.internal.network;

import java.util.SplittableRandom;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Making;
import org.parfocal.plan.Node;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.NumberType;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Operations;
import org.parfocal.plan.Stage;

/** The operations of plans by cuDNN's convolutions and our own kernels. */
final class CudaOperations implements Operations<CudaMemory> {
  private final int processors;
  private final RandomState random;
  private final NumberType maps;

  /**
   * @param processors of the device, by which sums are divided into chunks
   * @param random from which dropout and MixStyle draw
   * @param maps what maps are made of
   */
  CudaOperations(int processors, RandomState random, NumberType maps) {
    this.processors = processors;
    this.random = random;
    this.maps = maps;
  }

  /** Images come in floats, and what is pooled over a whole map stays in the floats of its sum. */
  @Override
  public NumberType numbers(Node node) {
    Operation operation = node.operation();
    boolean floats =
        operation instanceof Operation.Input
            || operation instanceof Operation.GlobalPool pool && !pool.maximum()
            || operation instanceof Operation.GeneralizedMean;
    return floats ? NumberType.FLOAT32 : maps;
  }

  @Override
  public NumberType reads(Node node) {
    return maps;
  }

  @Override
  public Making<CudaMemory> convert(Buffer from, Buffer to) {
    String kernel = to.type() == NumberType.FLOAT32 ? "widen" : "narrow";
    return memory ->
        memory.launch(kernel, Grid.each(to.length()), memory.at(from), memory.at(to), to.length());
  }

  @Override
  public Stage convolution(NodeDraft<CudaMemory> node, Operation.Convolution convolution) {
    return new ConvolutionStage(node, Filter.of(node, convolution), convolution.bias(), processors);
  }

  @Override
  public Stage dense(NodeDraft<CudaMemory> node, Operation.Dense dense) {
    return new ConvolutionStage(node, Filter.of(node, dense), dense.bias(), processors);
  }

  @Override
  public Stage batchNorm(NodeDraft<CudaMemory> node, Operation.BatchNorm norm) {
    return new BatchNormStage(node, norm, processors);
  }

  @Override
  public Stage fixedBatchNorm(NodeDraft<CudaMemory> node, Operation.BatchNorm norm) {
    return new FixedBatchNormStage(node, norm);
  }

  @Override
  public Stage activate(NodeDraft<CudaMemory> node, Operation.Activate activate) {
    return new ActivationStage(node, activate);
  }

  @Override
  public Stage parametricRelu(NodeDraft<CudaMemory> node, Operation.ParametricRelu relu) {
    return new ParametricReluStage(node, relu, processors);
  }

  @Override
  public Stage pool(NodeDraft<CudaMemory> node, Operation.Pool pool) {
    return new PoolStage(node, pool);
  }

  @Override
  public Stage globalAverage(NodeDraft<CudaMemory> node) {
    return new GlobalAverageStage(node);
  }

  @Override
  public Stage generalizedMean(NodeDraft<CudaMemory> node, Operation.GeneralizedMean mean) {
    return new GeneralizedMeanStage(node, mean);
  }

  @Override
  public Stage add(NodeDraft<CudaMemory> node) {
    return new AddStage(node);
  }

  @Override
  public Stage concatenate(NodeDraft<CudaMemory> node) {
    return new ConcatenateStage(node);
  }

  @Override
  public Stage pad(NodeDraft<CudaMemory> node, Operation.Pad pad) {
    return new PadStage(node, pad);
  }

  @Override
  public Stage dropout(NodeDraft<CudaMemory> node, Operation.Dropout dropout) {
    return new DropoutStage(node, dropout, random);
  }

  @Override
  public Stage mixStyle(NodeDraft<CudaMemory> node, Operation.MixStyle mix) {
    return new MixStyleStage(node, mix, random);
  }

  @Override
  public Making<CudaMemory> accumulate(Buffer part, Buffer total) {
    String kernel = total.type() == maps ? "add" : "add_floats";
    return memory ->
        memory.launch(
            kernel,
            Grid.each(total.length()),
            memory.at(total),
            memory.at(part),
            memory.at(total),
            total.length());
  }

  /** A state that a training keeps, from which each draw takes a seed. */
  static final class RandomState {
    private long state;

    RandomState(long seed) {
      state = seed;
    }

    long state() {
      return state;
    }

    void set(long value) {
      state = value;
    }

    /** Another seed each time. */
    long next() {
      SplittableRandom random = new SplittableRandom(state);
      state = random.nextLong();
      return random.nextLong();
    }
  }
}
