package org.parfocal.api;

import java.util.List;
import java.util.random.RandomGenerator;

/** One transform after the other; each is fitted to the images as they are. */
record OrderedTransforms(List<Transform> transforms) implements Transform {
  OrderedTransforms {
    transforms = List.copyOf(transforms);
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    transforms.forEach(transform -> transform.apply(rgb, offset, size, random));
  }

  @Override
  public Transform fitted(List<Sample> training, Images images) {
    return new OrderedTransforms(
        transforms.stream().map(transform -> transform.fitted(training, images)).toList());
  }
}
