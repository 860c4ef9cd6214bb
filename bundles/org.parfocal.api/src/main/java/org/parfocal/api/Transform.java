package org.parfocal.api;

import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/** A random change of a training image. */
@ConsumerType
public interface Transform {
  /**
   * Changes the image in place. Everything random comes from {@code random}.
   *
   * @param rgb {@code size × size × 3} unsigned bytes starting at {@code offset}
   * @param offset of the image's first byte
   * @param size edge in pixels
   * @param random the only source of chance
   */
  void apply(byte[] rgb, int offset, int size, RandomGenerator random);

  /**
   * The transform of one training, which may have learnt from its training samples. Asked for once,
   * before the first {@link #apply}, where images are changed.
   *
   * @param training all that may be drawn, those that augmentations added among them; one or more
   * @param images reads their pixels
   * @throws DatasetException if an image cannot be read
   */
  default Transform fitted(List<Sample> training, Images images) {
    return this;
  }

  /** Several, one after the other. */
  static Transform inOrder(List<Transform> transforms) {
    return new OrderedTransforms(transforms);
  }
}
