package org.parfocal.backbone.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.osgi.annotation.versioning.ConsumerType;
import org.parfocal.learning.StateTensor;

/** What a backbone computes, described as an ordinary DL4J network; says nothing of how it runs. */
@ConsumerType
public interface Architecture {
  /** Name in study files, for example {@code resnet18}. */
  String name();

  /** Smallest edge of the square input in pixels. */
  int minimumImageSize();

  /**
   * Describes the network: float, one input {@code [n, 3, size, size]}, one output {@code [n, d]}
   * that is no output layer.
   *
   * <p>A layer is named as the module of PyTorch's {@code state_dict} that holds the same
   * parameters, and its parameters are stored as {@code <layer>.weight}, {@code <layer>.bias},
   * {@code <layer>.running_mean} and {@code <layer>.running_var}. Updaters are not used.
   *
   * <p>It may hold convolutions (plain, dilated, depthwise, separable, transposed), dense layers,
   * batch normalisation, max and average pooling of windows and of whole maps, zero padding,
   * dropout, PReLU, the activations ReLU, ReLU6, leaky ReLU and tanh, and vertices that add or
   * concatenate. A network with anything else is refused when a backbone is made. The initial
   * values are those that DL4J draws, and then {@link #initialise} changes.
   *
   * @param imageSize edge of the square input in pixels, at least {@link #minimumImageSize()}
   * @param seed of the initial weights
   */
  ComputationGraphConfiguration configuration(int imageSize, long seed);

  /**
   * Draws initial values of which a DL4J configuration cannot say how they are drawn; none by
   * default.
   *
   * @param state the backbone's tensors, with the values that DL4J drew
   * @param seed of the initial values
   */
  default void initialise(Map<String, StateTensor> state, long seed) {}

  /**
   * Whether a tensor of a weights file belongs to a part that the backbone does not have, the
   * classifier for instance. Every other tensor that is unknown here is an error.
   */
  default boolean ignores(String tensor) {
    return tensor.endsWith(".num_batches_tracked");
  }
}
