package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tensors in PyTorch's shapes mean what they mean in PyTorch: against loops by its definitions. */
class TensorLayoutTest {
  private static final int SIZE = 5;

  private final GraphDraft draft = new GraphDraft(SIZE, 1, TwinWeights.KAIMING_UNIFORM);
  private final INDArray images = TestEngine.noise(3, 2, SIZE, SIZE, 3);

  @Test
  void aDepthwiseKernelIsThatOfItsChannel() {
    String norm = draft.depthwiseNorm(GraphDraft.INPUT, "filter", "norm", 3, 2);
    try (GraphBackbone backbone = backbone(draft.average(norm))) {
      INDArray kernel = assigned(backbone, "filter.weight", 3, 1, 3, 3);
      INDArray embeddings = backbone.forward(images, false);

      for (int n = 0; n < 2; n++) {
        for (int c = 0; c < 3; c++) {
          double sum = 0;
          for (int y = 0; y < SIZE; y += 2) {
            for (int x = 0; x < SIZE; x += 2) {
              sum += filtered(kernel, n, y, x, c);
            }
          }
          assertThat(embeddings.getDouble(n, c))
              .isCloseTo(sum / 9 / Math.sqrt(1 + 1e-5), within(1e-5));
        }
      }
    }
  }

  private double filtered(INDArray kernel, int n, int y, int x, int c) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        int row = y + i - 1;
        int column = x + j - 1;
        if (row >= 0 && row < SIZE && column >= 0 && column < SIZE) {
          sum += kernel.getDouble(c, 0, i, j) * images.getDouble(n, row, column, c);
        }
      }
    }
    return sum;
  }

  @Test
  void aLinearLayerReadsFeatureMapsChannelByChannel() {
    try (GraphBackbone backbone =
        backbone(draft.end(draft.linear(GraphDraft.INPUT, "linear", 4)))) {
      INDArray weight = assigned(backbone, "linear.weight", 4, 3 * SIZE * SIZE);
      INDArray embeddings = backbone.forward(images, false);

      for (int n = 0; n < 2; n++) {
        for (int out = 0; out < 4; out++) {
          double sum = 0;
          for (int c = 0; c < 3; c++) {
            for (int y = 0; y < SIZE; y++) {
              for (int x = 0; x < SIZE; x++) {
                int in = (c * SIZE + y) * SIZE + x;
                sum += weight.getDouble(out, in) * images.getDouble(n, y, x, c);
              }
            }
          }
          assertThat(embeddings.getDouble(n, out)).isCloseTo(sum, within(1e-4));
        }
      }
    }
  }

  private static GraphBackbone backbone(ComputationGraphConfiguration configuration) {
    return new GraphBackbone(configuration, SIZE, TrainedPart.all());
  }

  /** Gives a tensor, which must have this shape, known values. */
  private static INDArray assigned(GraphBackbone backbone, String name, long... shape) {
    INDArray values = TestEngine.noise(9, shape);
    INDArray tensor = Objects.requireNonNull(backbone.tensors().get(name));
    assertThat(tensor.shape()).containsExactly(shape);
    tensor.assign(values);
    return values;
  }
}
