package org.parfocal.backbone.dl4j.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.learning.StateTensor;
import org.parfocal.nn.Initializer;

/** {@link org.parfocal.plan.architecture.SmseCnn} as DL4J describes it. */
final class SmseCnnTwin implements Twin {
  private static final int[] CHANNELS = {4, 4, 8, 16, 32, 64};
  private static final int HIDDEN = 256;

  @Override
  public String name() {
    return "smse-cnn";
  }

  @Override
  public int minimumImageSize() {
    return 1 << CHANNELS.length;
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed, TwinWeights.UNIFORM_BY_INPUTS);
    String x = GraphDraft.INPUT;
    for (int block = 0; block < CHANNELS.length; block++) {
      String name = "convnet.";
      int first = 3 * block;
      x = draft.convolution(x, name + first, CHANNELS[block], 3, 1, 1);
      x = draft.prelu(x, name + (first + 1), 3);
      x = draft.maxPool(x, name + (first + 2), 2, 2, 0);
    }
    x = draft.prelu(draft.linear(x, "fc.0", HIDDEN), "fc.1", 1);
    return draft.end(draft.prelu(draft.linear(x, "fc.2", HIDDEN), "fc.3", 1));
  }

  /** Biases as PyTorch's layers draw them: evenly between ±1/√inputs. */
  @Override
  public void initialise(Map<String, StateTensor> state, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    state.forEach(
        (name, bias) -> {
          if (name.endsWith(".bias")) {
            StateTensor weight = state.get(name.replace(".bias", ".weight"));
            long[] shape = Objects.requireNonNull(weight, name).shape();
            long inputs = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
            float[] values = new float[Math.toIntExact(shape[0])];
            Initializer.uniformByInputs(Math.toIntExact(inputs)).fill(values, random);
            bias.write(Nd4j.create(values));
          }
        });
  }
}
