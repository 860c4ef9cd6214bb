package org.parfocal.plan.architecture;

/**
 * What a backbone computes; says nothing of where it runs. A plugin's own is written with {@link
 * NetworkDraft}.
 */
public interface NetworkArchitecture {
  /** Name in study files, for example {@code resnet18}. */
  String name();

  /** Smallest edge of the square input in pixels. */
  int minimumImageSize();

  /**
   * Describes the network.
   *
   * @param imageSize edge of the square input in pixels, at least {@link #minimumImageSize()}
   */
  Network network(int imageSize);

  /**
   * Whether a tensor of a weights file belongs to a part that the network does not have, the
   * classifier for instance. Every other tensor that is unknown here is an error.
   */
  default boolean ignores(String tensor) {
    return tensor.endsWith(".num_batches_tracked");
  }
}
