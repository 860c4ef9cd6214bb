package org.parfocal.backbone.dl4j.internal.plan;

import org.parfocal.plan.Geometry;
import org.parfocal.plan.SlidingWindow;

/**
 * Chooses algorithms by the shape of a convolution alone, so that the same network is computed in
 * the same way on every machine and in every run. The limits are those at which the algorithms were
 * seen to change places (docs/performance.md).
 */
final class ChoiceByShape implements Algorithms.Choice {
  /** Strides leave the engine's convolution idle; unfolded rows hold what is used only. */
  private static final int CHANNELS_OF_STRIDED = 64;

  /** Maps so small that the engine's blocks would be padding for the most part. */
  private static final int FEW_PLACES = 16;

  /** The same for gradients, of which the engine computes two at once. */
  private static final int FEW_PLACES_OF_GRADIENT = 36;

  /** So many input channels make one matrix product large enough for the processor. */
  private static final int MANY_CHANNELS = 512;

  /** First layers: the engine would compute the image's gradient too, which nobody asks for. */
  private static final int CHANNELS_OF_FIRST = 16;

  /** First layers without strides: three input channels leave the engine idle as well. */
  private static final int CHANNELS_OF_FIRST_AT_EACH_PLACE = 32;

  /** With strides it takes so many. */
  private static final int CHANNELS_OF_FIRST_STRIDED = 96;

  @Override
  public Algorithms of(Geometry geometry, boolean inputGradient) {
    SlidingWindow window = geometry.window();
    int channels = geometry.in().channels();
    int outChannels = geometry.out().channels();
    long places = geometry.out().places();
    boolean strides = window.strideY() * window.strideX() > 1;
    boolean unfolded =
        (strides && channels >= CHANNELS_OF_STRIDED)
            || places <= FEW_PLACES
            || (!inputGradient
                && outChannels
                    >= (strides ? CHANNELS_OF_FIRST_STRIDED : CHANNELS_OF_FIRST_AT_EACH_PLACE));
    boolean folded =
        unfolded
            || places <= FEW_PLACES_OF_GRADIENT
            || channels >= MANY_CHANNELS
            || (!inputGradient && outChannels >= CHANNELS_OF_FIRST);
    return new Algorithms(
        unfolded ? Algorithms.Forward.UNFOLDED : Algorithms.Forward.DIRECT,
        folded ? Algorithms.Backward.FOLDED : Algorithms.Backward.JOINT);
  }
}
