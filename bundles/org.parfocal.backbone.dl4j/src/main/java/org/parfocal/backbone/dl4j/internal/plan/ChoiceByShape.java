package org.parfocal.backbone.dl4j.internal.plan;

/**
 * Chooses algorithms by the shape of a convolution alone, so that the same network is computed in
 * the same way on every machine and in every run. The limits are those at which the algorithms were
 * seen to change places (docs/performance.md).
 */
final class ChoiceByShape implements Algorithms.Choice {
  /** Strides leave the engine's convolution idle; unfolded rows hold what is used only. */
  private static final int CHANNELS_OF_STRIDED = 64;

  /** So many input channels make one matrix product large enough for the processor. */
  private static final int MANY_CHANNELS = 512;

  /** Maps so small that the engine's blocks would be padding for the most part. */
  private static final int FEW_PLACES = 9;

  /** First layers: the engine would compute the image's gradient too, which nobody asks for. */
  private static final int CHANNELS_OF_FIRST = 32;

  @Override
  public Algorithms of(Geometry geometry, boolean inputGradient) {
    SlidingWindow window = geometry.window();
    int channels = geometry.in().channels();
    boolean strided = window.strideY() * window.strideX() > 1 && channels >= CHANNELS_OF_STRIDED;
    boolean unfolded = strided || geometry.out().places() <= FEW_PLACES;
    boolean folded =
        unfolded
            || channels >= MANY_CHANNELS
            || (!inputGradient && geometry.out().channels() >= CHANNELS_OF_FIRST);
    return new Algorithms(
        unfolded ? Algorithms.Forward.UNFOLDED : Algorithms.Forward.DIRECT,
        folded ? Algorithms.Backward.FOLDED : Algorithms.Backward.JOINT);
  }
}
