package org.parfocal.benchmarks.parfocal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.backbone.dl4j.internal.BenchmarkedBackbone;
import org.parfocal.benchmarks.Engine;
import org.parfocal.benchmarks.Example;
import org.parfocal.benchmarks.Values;
import org.parfocal.benchmarks.Workload;
import org.parfocal.learning.Backbone;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.nn.OptimizerStep;

/** Parfocal's backbones, through the contract that its training loop uses. */
final class ParfocalEngine implements Engine {
  private final NativeBuild build;
  private @Nullable Prepared prepared;

  /** What {@link #prepare} makes. */
  private record Prepared(BenchmarkedBackbone network, INDArray images, INDArray lossWeights) {
    Backbone backbone() {
      return network.backbone();
    }
  }

  ParfocalEngine(NativeBuild build) {
    this.build = build;
  }

  @Override
  public String description() {
    return "Parfocal on " + build;
  }

  @Override
  public void prepare(Workload workload) {
    BenchmarkedBackbone network =
        BenchmarkedBackbone.planned(workload.backbone(), workload.imageSize(), build);
    int embeddingSize = network.backbone().embeddingSize();
    prepared =
        new Prepared(
            network,
            array(Example.images(workload)),
            array(Example.lossWeights(workload.batch(), embeddingSize)));
  }

  @Override
  public double train() {
    double loss = backward();
    prepared().backbone().step(OptimizerStep.adam(Example.LEARNING_RATE));
    return loss;
  }

  private double backward() {
    Prepared network = prepared();
    INDArray embeddings = network.backbone().forward(network.images, true);
    double loss;
    try (INDArray terms = embeddings.mul(network.lossWeights)) {
      loss = terms.sumNumber().doubleValue();
    }
    network.backbone().backward(network.lossWeights);
    return loss;
  }

  @Override
  public void infer() {
    prepared().backbone().forward(prepared().images, false);
  }

  @Override
  public double trainHead(int epochs) {
    INDArray images = prepared().images;
    int count = Math.toIntExact(images.size(0));
    return FrozenStudy.run(prepared().backbone(), Math.toIntExact(images.size(1)), count, epochs);
  }

  @Override
  public Map<String, Values> tensors() {
    Map<String, Values> values = new LinkedHashMap<>();
    prepared().backbone().state().forEach((name, own) -> values.put(name, values(own.copy())));
    return values;
  }

  @Override
  public void assign(Map<String, Values> tensors) {
    prepared()
        .backbone()
        .state()
        .forEach((name, own) -> own.write(array(Values.named(name, own.shape(), tensors))));
  }

  @Override
  public Values embeddings() {
    return values(prepared().backbone().forward(prepared().images, false));
  }

  @Override
  public Map<String, Values> gradients() {
    backward();
    return values(prepared().network.lastGradients().get());
  }

  private Prepared prepared() {
    if (prepared == null) {
      throw new IllegalStateException("Nothing has been prepared");
    }
    return prepared;
  }

  private static Map<String, Values> values(Map<String, INDArray> arrays) {
    Map<String, Values> values = new LinkedHashMap<>();
    arrays.forEach((name, array) -> values.put(name, values(array)));
    return values;
  }

  private static Values values(INDArray array) {
    return new Values(array.shape(), array.dup('c').data().asFloat());
  }

  private static INDArray array(Values values) {
    return Nd4j.create(values.numbers(), values.shape(), 'c');
  }
}
