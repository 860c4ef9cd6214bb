package org.parfocal.backbone.dl4j.internal;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.parfocal.learning.StateTensor;

/**
 * A network as DL4J describes it, draws its weights and runs it: by other code than ours, for
 * comparison.
 */
public interface Twin {
  /** As the network that it is compared with is called in study files. */
  String name();

  /** Smallest edge of the square input in pixels. */
  int minimumImageSize();

  /** One input {@code [n, 3, size, size]}, one output {@code [n, d]} that is no output layer. */
  ComputationGraphConfiguration configuration(int imageSize, long seed);

  /** Draws initial values of which a DL4J configuration cannot say how they are drawn. */
  default void initialise(Map<String, StateTensor> state, long seed) {}
}
