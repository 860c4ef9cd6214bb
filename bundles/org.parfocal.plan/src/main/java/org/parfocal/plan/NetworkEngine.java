package org.parfocal.plan;

import java.util.Set;

/**
 * Runs networks elsewhere than in the host's memory. A service; where there is one, it runs all
 * backbones that are described as a {@link LayerGraph}.
 */
public interface NetworkEngine {
  /**
   * Makes a network with parameters of zero, running variances of one.
   *
   * @param learning the layers whose parameters are learned
   * @param seed of what is random in training
   */
  RunningNetwork network(LayerGraph network, Set<String> learning, Precision precision, long seed);

  /** What embeddings depend on in their last bits: device, libraries, precision. */
  String identity(Precision precision);
}
