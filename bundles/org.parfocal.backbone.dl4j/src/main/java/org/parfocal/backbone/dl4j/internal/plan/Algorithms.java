package org.parfocal.backbone.dl4j.internal.plan;

/**
 * How a convolution is computed.
 *
 * @param forward its result
 * @param backward its gradients
 */
public record Algorithms(Forward forward, Backward backward) {
  /** What oneDNN does, without having measured anything. */
  static final Algorithms DIRECT = new Algorithms(Forward.DIRECT, Backward.JOINT);

  /** Without the engine's convolution; that of M2.1 cannot do dilated windows in NHWC. */
  static final Algorithms WITHOUT_ENGINE = new Algorithms(Forward.UNFOLDED, Backward.FOLDED);

  /** Always {@link #DIRECT}. */
  public static Choice unmeasured() {
    return (geometry, inputGradient) -> DIRECT;
  }

  /** Ways to the result. */
  enum Forward {
    /** The convolution of the engine. */
    DIRECT,
    /** {@link Unfolding} and a matrix product. */
    UNFOLDED
  }

  /** Ways to the gradients. */
  enum Backward {
    /** Both gradients by one call of the engine. */
    JOINT,
    /** The input's by the engine's transposed convolution, the weights' from unfolded rows. */
    TRANSPOSED,
    /** The input's by folding a matrix product, the weights' from unfolded rows. */
    FOLDED
  }

  /** Chooses. */
  @FunctionalInterface
  public interface Choice {
    /**
     * The best algorithms for a convolution that is not dilated.
     *
     * @param inputGradient whether the gradient of the input is wanted
     */
    Algorithms of(Geometry geometry, boolean inputGradient);
  }
}
