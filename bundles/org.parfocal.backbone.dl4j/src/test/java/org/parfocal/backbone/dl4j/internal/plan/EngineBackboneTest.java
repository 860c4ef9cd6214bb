package org.parfocal.backbone.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.backbone.dl4j.internal.TestEngine;
import org.parfocal.learning.ByteInput;
import org.parfocal.learning.Normalisation;
import org.parfocal.nn.FloatTensors;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.NetworkEngine;
import org.parfocal.plan.Node;
import org.parfocal.plan.Operation;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.Precision;

/** On a network elsewhere whose embedding is the images themselves. */
class EngineBackboneTest {
  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.5, 0.25, 0.125), List.of(0.5, 0.2, 0.1));

  private final IdentityNetwork running = new IdentityNetwork(3);
  private final EngineBackbone backbone = backbone();

  private EngineBackbone backbone() {
    TestEngine.start();
    Node image = new Node("image", new Operation.Input(), List.of(), new MapShape(1, 1, 3));
    ParameterLayout weight =
        new ParameterLayout("layer.weight", "layer", ParameterLayout.Role.VECTOR, new long[] {3});
    LayerGraph network = new LayerGraph(List.of(image), List.of(weight));
    NetworkEngine engine =
        new NetworkEngine() {
          @Override
          public IdentityNetwork network(
              LayerGraph same, Set<String> learning, Precision precision, long seed) {
            return running;
          }

          @Override
          public String identity(Precision precision) {
            return "identity";
          }
        };
    return new EngineBackbone(network, Set.of("layer"), engine, Precision.FLOAT32, 1, Map.of());
  }

  @Test
  void bytesAreNormalisedAsNumbersAreElsewhere() {
    ByteInput input = backbone.byteInput().orElseThrow();
    try (ByteInput.Batch batch = input.batch(2, NORMALISATION)) {
      batch.bytes().put(0, new byte[] {0, (byte) 200, 17, (byte) 255, 1, 127});
      float[] values = FloatTensors.read(batch.forward(2, true));
      int[] bytes = {0, 200, 17, 255, 1, 127};
      for (int i = 0; i < 6; i++) {
        double mean = NORMALISATION.mean().get(i % 3);
        double deviation = NORMALISATION.deviation().get(i % 3);
        assertThat(values[i]).isEqualTo((float) ((bytes[i] / 255.0 - mean) / deviation));
      }
    }
  }

  @Test
  void aPassOfBytesIsFollowedByABackwardPassAsAnyOther() {
    try (ByteInput.Batch batch = backbone.byteInput().orElseThrow().batch(1, NORMALISATION);
        INDArray gradient = Nd4j.create(new float[][] {{1, 2, 3}})) {
      batch.forward(1, false);
      assertThatThrownBy(() -> backbone.backward(gradient))
          .isInstanceOf(IllegalStateException.class);
      batch.forward(1, true);
      backbone.backward(gradient);
      assertThat(running.gradients).containsExactly(1, 2, 3);
    }
  }
}
