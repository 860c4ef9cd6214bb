package org.parfocal.backbone.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.parfocal.api.ConfigurationException;
import org.parfocal.backbone.dl4j.internal.GraphBackbone;
import org.parfocal.backbone.dl4j.internal.States;
import org.parfocal.backbone.dl4j.internal.TestEngine;
import org.parfocal.learning.Backbone;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.plan.FoldedNorms;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.ParameterPlaces;
import org.parfocal.plan.Plans;

/** Trainings of many steps. */
class PlannedTrainingTest {
  private static final ComputationGraphConfiguration NETWORK =
      TestPlans.network(
          net -> {
            String before = net.convolution(6, 3, 2, 1, false).norm().relu().last();
            return net.convolution(6, 3, 1, 1, false)
                .norm()
                .vertex(TestPlans.add(), before)
                .activation(Activation.LEAKYRELU);
          },
          16);

  /**
   * L = Σ embedding², from the same weights on the same images. Running variances are divided by n
   * − 1 here and by n in the graph, which embeddings of inference show.
   */
  @Test
  void lossesOverTwentyStepsAreThoseOfTheGraph() {
    try (GraphBackbone graph = TestPlans.graph(NETWORK, 16);
        PlannedBackbone planned = TestPlans.planned(NETWORK, 16, Algorithms.WITHOUT_ENGINE)) {
      for (int step = 0; step < 20; step++) {
        INDArray images = TestEngine.noise(step + 1, 4, 16, 16, 3);
        double expected = step(graph, images);
        assertThat(step(planned, images)).isCloseTo(expected, within(1e-3 * expected));
      }
      INDArray images = TestEngine.noise(20, 4, 16, 16, 3);
      assertThat(TestPlans.error(planned.forward(images, false), graph.forward(images, false)))
          .isLessThan(5e-3);
    }
  }

  private static double step(Backbone backbone, INDArray images) {
    INDArray embeddings = backbone.forward(images, true).dup();
    backbone.backward(embeddings.mul(2));
    backbone.step(OptimizerStep.adam(1e-3));
    return embeddings.mul(embeddings).sumNumber().doubleValue();
  }

  @Test
  void aThousandStepsDoNotGrowNativeMemory() throws InterruptedException {
    INDArray images = TestEngine.noise(4, 16, 16, 16, 3);
    try (PlannedBackbone backbone = TestPlans.planned(NETWORK, 16, Algorithms.DIRECT)) {
      train(backbone, images, 100);
      long before = resident();
      train(backbone, images, 1000);

      // One array of activations left behind in each step would be 59 MiB.
      assertThat(resident() - before).isLessThan(16L << 20);
    }
  }

  /** More sizes of batches than there are plans, as groups of different lengths make them. */
  private static void train(Backbone backbone, INDArray images, int steps) {
    for (int step = 0; step < steps; step++) {
      step(backbone, images.get(NDArrayIndex.interval(0, 5 + step / 10 % 11)));
    }
  }

  private static long resident() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return Pointer.physicalBytes();
  }

  @Test
  void batchesOfAnotherSizeInBetweenChangeNothing() {
    INDArray images = TestEngine.noise(4, 6, 16, 16, 3);
    INDArray some = images.get(NDArrayIndex.interval(0, 4));
    try (PlannedBackbone one = TestPlans.planned(NETWORK, 16, Algorithms.DIRECT);
        PlannedBackbone other = TestPlans.planned(NETWORK, 16, Algorithms.DIRECT)) {
      for (int step = 0; step < 3; step++) {
        step(one, some);
        step(other, some);
        other.forward(images, false);
        other.forward(images, true); // without a backward pass, as if the user had stopped
      }
      assertThat(one.forward(some, false)).isEqualTo(other.forward(some, false));
    }
  }

  @Test
  void namesTheLayerWhereNumbersStopBeingFinite() {
    try (PlannedBackbone backbone = TestPlans.planned(NETWORK, 16, Algorithms.DIRECT)) {
      INDArray images = TestEngine.noise(4, 4, 16, 16, 3);
      backbone.forward(images, true);
      assertThat(backbone.firstNonFinite()).isEmpty();

      States.change(
          backbone, "5Convolution.weight", it -> it.putScalar(0, Double.POSITIVE_INFINITY));
      backbone.forward(images, true);
      assertThat(backbone.firstNonFinite()).contains("5Convolution");
      backbone.forward(images, false);
      assertThat(backbone.firstNonFinite()).contains("5Convolution");
    }
  }

  /** What is fixed reads the images in the forward pass only; a layer is looked for after both. */
  @Test
  void aSecondPassFindsItsImagesAfterTheBackwardPass() {
    TestEngine.start();
    LayerGraph network = TestPlans.read(NETWORK, 16);
    ParameterPlaces places = new ParameterPlaces(network.parameters(), Set.of("5Convolution"));
    FoldedNorms norms = new FoldedNorms(network, places::learns);
    try (Parameters parameters = new Parameters(places, 1);
        FoldedWeights folded = new FoldedWeights(norms, parameters);
        Plans<PlanCalls, BoundPlan> plans = plans(network, norms, parameters, folded)) {
      parameters.torchTensors().values().forEach(tensor -> tensor.assign(0.1));
      norms.invalidate();
      norms.refresh(true, folded::fold);
      BoundPlan plan = plans.of(4, true);
      plan.images().assign(TestEngine.noise(4, 4, 16, 16, 3));
      plan.plan().forward();
      INDArray embeddings = plan.embeddings().dup();
      Objects.requireNonNull(plan.gradient()).assign(1);
      plan.plan().backward();

      assertThat(plan.firstNonFinite()).isEmpty();
      assertThat(plan.embeddings()).isEqualTo(embeddings);
    }
  }

  private static Plans<PlanCalls, BoundPlan> plans(
      LayerGraph network, FoldedNorms norms, Parameters parameters, FoldedWeights folded) {
    NativeOperations operations =
        new NativeOperations(parameters, folded, (geometry, wanted) -> Algorithms.DIRECT, 1);
    return new Plans<>(network, parameters::learns, norms, new NativeTarget(operations));
  }

  @Test
  void aBatchThatDoesNotFitIsToldWithTheLargestThatDoes() {
    TestEngine.start();
    LayerGraph network = TestPlans.read(NETWORK, 16);
    ParameterPlaces places = new ParameterPlaces(network.parameters(), Set.of("1Convolution"));
    FoldedNorms norms = new FoldedNorms(network, places::learns);
    try (Parameters parameters = new Parameters(places, 1);
        FoldedWeights folded = new FoldedWeights(norms, parameters);
        Plans<PlanCalls, BoundPlan> plans = plans(network, norms, parameters, folded)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> plans.of(400_000, true))
          .withMessageMatching(
              "A batch of 400000 images of 16 pixels needs \\d+ MiB of native memory, and \\d+ MiB"
                  + " are free; at most \\d+ images fit, make training.batch smaller.");
      assertThat(plans.of(10, true).count()).isEqualTo(10);
    }
  }

  /** It would read the numbers of a map in another order than DL4J does. */
  @Test
  void mapsAreFlattenedBeforeDenseLayersOnly() {
    ComputationGraphConfiguration configuration =
        TestPlans.network(net -> net.relu().layer(new DenseLayer.Builder().nOut(7).build()), 16);
    Map<String, GraphVertex> vertices = configuration.getVertices();
    LayerVertex relu = (LayerVertex) Objects.requireNonNull(vertices.get("2Activation"));
    LayerVertex dense = (LayerVertex) Objects.requireNonNull(vertices.get("3Dense"));
    relu.setPreProcessor(dense.getPreProcessor());
    dense.setPreProcessor(null);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestPlans.read(configuration, 16))
        .withMessage(
            "The backbone cannot be run, because its layer 2Activation has a"
                + " CnnToFeedForwardPreProcessor before it; use layers that the documentation of"
                + " Architecture names, or a BackboneProvider of your own.");
  }

  /** The engine cannot compute them. */
  @Test
  void dilatedDepthwiseConvolutionsAreRefused() {
    ComputationGraphConfiguration configuration =
        TestPlans.network(
            net ->
                net.layer(
                    new DepthwiseConvolution2D.Builder(3, 3)
                        .dilation(2, 2)
                        .depthMultiplier(1)
                        .nOut(6)
                        .build()),
            16);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestPlans.read(configuration, 16))
        .withMessageContaining("its layer 2DepthwiseConvolution2D is dilated;");
  }

  @Test
  void anUnknownLayerIsNamed() {
    for (Activation activation : List.of(Activation.SELU, Activation.SOFTPLUS)) {
      ComputationGraphConfiguration configuration =
          TestPlans.network(net -> net.activation(activation), 16);
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> TestPlans.read(configuration, 16))
          .withMessageMatching(".*its layer 2Activation has the activation \\w+;.*");
    }
  }
}
