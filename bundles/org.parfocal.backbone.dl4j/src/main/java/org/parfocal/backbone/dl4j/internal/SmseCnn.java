package org.parfocal.backbone.dl4j.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.factory.Nd4j;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;
import org.parfocal.backbone.dl4j.Architecture;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.StateTensor;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.nn.Initializer;

/**
 * The small network of Sun et al. 2022 (arXiv 2107.01063) for BreaKHis: six blocks of convolution,
 * PReLU and max pooling, then two linear layers with PReLU; 256 numbers. Trained from nothing.
 *
 * <p>The paper's abstract does not describe it. As in the probable reference code are the number of
 * blocks, their channels, the PReLU with one slope each, the two linear layers of 256, and the
 * names of the tensors. Reconstructed is the shape: the code takes images of 460 × 700 pixels, and
 * has kernels of 3×5 without padding and pooling of 2×3 to fit them. Images are square here, so
 * kernels are 3×3 with padding and pooling is 2×2. The code's last linear layer, to 12 numbers,
 * belongs to the model strategy {@code smse}. Its weights therefore cannot be used, and those of
 * {@code fc.0} depend on the image size.
 */
final class SmseCnn implements Architecture {
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
    GraphDraft draft = new GraphDraft(imageSize, seed, InitialWeights.UNIFORM_BY_INPUTS);
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

  /** The plugin {@code smse-cnn}. */
  @Component(
      service = BackboneProvider.class,
      configurationPid = "org.parfocal.backbone.dl4j.smse-cnn",
      configurationPolicy = ConfigurationPolicy.REQUIRE,
      property =
          "service.description=256 numbers; the small network of SMSE, reconstructed for square"
              + " images")
  @Plugin(section = "backbone", name = "smse-cnn")
  @Designate(ocd = BackboneOptions.class, factory = true)
  public static final class Provider extends BackboneOfOptions {
    /** Checks the options; natives and weights are loaded when a backbone is made. */
    @Activate
    public Provider(BackboneOptions options, @Reference NativeBuild engine) {
      super(new SmseCnn(), options, engine);
    }
  }
}
