package org.parfocal.backbone.dl4j.internal.plan;

import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.Geometry;

/**
 * How a convolution is computed.
 *
 * @param forward its result
 * @param backward its gradients
 */
public record Algorithms(Forward forward, Backward backward) {
  /** What oneDNN does. */
  static final Algorithms DIRECT = new Algorithms(Forward.DIRECT, Backward.JOINT);

  /** Without the engine's convolution; that of M2.1 cannot do dilated windows in NHWC. */
  static final Algorithms WITHOUT_ENGINE = new Algorithms(Forward.UNFOLDED, Backward.FOLDED);

  /** The choice for an engine: by shape where it has oneDNN, always {@link #DIRECT} elsewhere. */
  public static Choice of(NativeBuild engine) {
    return engine.oneDnn() ? new ChoiceByShape() : (geometry, inputGradient) -> DIRECT;
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
    /** The input's by folding a matrix product, the weights' from unfolded rows. */
    FOLDED
  }

  /** Chooses. */
  @FunctionalInterface
  public interface Choice {
    /**
     * The algorithms for a convolution that is not dilated; the same ones whenever it is asked.
     *
     * @param inputGradient whether the gradient of the input is wanted
     */
    Algorithms of(Geometry geometry, boolean inputGradient);
  }
}
