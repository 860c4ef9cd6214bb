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

  /** Several, one after the other. */
  static Transform inOrder(List<Transform> transforms) {
    List<Transform> all = List.copyOf(transforms);
    return (rgb, offset, size, random) ->
        all.forEach(transform -> transform.apply(rgb, offset, size, random));
  }
}
