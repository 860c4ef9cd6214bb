package org.parfocal.backbone.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.internal.GraphBackbone;
import org.parfocal.backbone.dl4j.internal.States;
import org.parfocal.backbone.dl4j.internal.TestEngine;
import org.parfocal.backbone.dl4j.internal.TrainedPart;

/** Dropout draws numbers of its own, so that it cannot be compared with DL4J's number by number. */
class DropoutTest {
  /** Without activation functions: linear in the weights of each layer. */
  private static final ComputationGraphConfiguration LINEAR =
      TestPlans.network(net -> net.layer(new DropoutLayer(0.75)), 8);

  @Test
  void inferenceKeepsEverythingAndTrainingDrawsAnewEachTime() {
    INDArray images = TestEngine.noise(1, 4, 8, 8, 3);
    try (PlannedBackbone backbone = TestPlans.planned(LINEAR, 8, Algorithms.DIRECT)) {
      INDArray inferred = backbone.forward(images, false).dup();
      assertThat(backbone.forward(images, false)).isEqualTo(inferred);
      INDArray first = backbone.forward(images, true).dup();
      INDArray second = backbone.forward(images, true).dup();
      assertThat(first).isNotEqualTo(second);
    }
  }

  @Test
  void goesOnDrawingWhereAnotherStood() {
    INDArray images = TestEngine.noise(1, 4, 8, 8, 3);
    try (PlannedBackbone first = TestPlans.planned(LINEAR, 8, Algorithms.DIRECT);
        PlannedBackbone second = TestPlans.planned(LINEAR, 8, Algorithms.DIRECT)) {
      for (int pass = 0; pass < 5; pass++) {
        first.forward(images, true);
      }
      INDArray before = second.forward(images, true).dup();
      second.restore(first.memory().orElseThrow());
      INDArray next = first.forward(images, true).dup();
      assertThat(second.forward(images, true)).isEqualTo(next).isNotEqualTo(before);
    }
  }

  /** What dropout reads is read again later, and must not be overwritten in between. */
  @Test
  void inferenceIsThatOfTheGraphWhereOthersReadTheSame() {
    ComputationGraphConfiguration forked =
        TestPlans.network(
            net -> {
              String before = net.norm().last();
              return net.layer(new DropoutLayer(0.75)).relu().vertex(TestPlans.add(), before);
            },
            8);
    INDArray images = TestEngine.noise(1, 4, 8, 8, 3);
    try (GraphBackbone graph = TestPlans.graph(forked, 8);
        PlannedBackbone planned = TestPlans.planned(forked, 8, Algorithms.DIRECT)) {
      TestPlans.equalise(graph, planned);
      assertThat(TestPlans.error(planned.forward(images, false), graph.forward(images, false)))
          .isLessThan(1e-5);
    }
  }

  @Test
  void theFixedPartDropsNothing() {
    INDArray images = TestEngine.noise(1, 4, 8, 8, 3);
    try (PlannedBackbone backbone =
        TestPlans.planned(LINEAR, 8, Algorithms.DIRECT, TrainedPart.from("3Convolution"))) {
      INDArray inferred = backbone.forward(images, false).dup();
      assertThat(TestPlans.error(backbone.forward(images, true), inferred)).isLessThan(1e-6);
    }
  }

  /** The network is linear in what dropout gives, whose expectation is what it gets. */
  @Test
  void theExpectationIsTheInference() {
    INDArray images = TestEngine.noise(1, 4, 8, 8, 3);
    try (PlannedBackbone backbone = TestPlans.planned(LINEAR, 8, Algorithms.DIRECT)) {
      INDArray inferred = backbone.forward(images, false).dup();
      INDArray mean = inferred.mul(0);
      int draws = 2000;
      for (int draw = 0; draw < draws; draw++) {
        mean.addi(backbone.forward(images, true));
      }
      assertThat(TestPlans.error(mean.divi(draws), inferred)).isLessThan(0.03);
    }
  }

  /** f(t·W) = t·f(W) gives ∂L/∂W · W = L for a loss that is linear (Euler), mask or not. */
  @Test
  void gradientsBelongToTheMaskOfTheSamePass() {
    INDArray images = TestEngine.noise(1, 4, 8, 8, 3);
    try (PlannedBackbone backbone = TestPlans.planned(LINEAR, 8, Algorithms.WITHOUT_ENGINE)) {
      INDArray weights = TestEngine.noise(2, 4, backbone.embeddingSize());
      for (int pass = 0; pass < 3; pass++) {
        double loss = backbone.forward(images, true).mul(weights).sumNumber().doubleValue();
        backbone.backward(weights);
        double[] products = new double[1];
        backbone
            .gradients()
            .forEach(
                (name, gradient) -> {
                  if (name.equals("1Convolution.weight")) {
                    products[0] +=
                        gradient.mul(States.copy(backbone, name)).sumNumber().doubleValue();
                  }
                });
        assertThat(products[0]).isCloseTo(loss, within(1e-4 * Math.abs(loss) + 1e-5));
      }
    }
  }
}
