package org.parfocal.plan;

/** Shape of one image's feature map; a vector is a map of one place. */
public record MapShape(int height, int width, int channels) {
  /** Height times width. */
  public long places() {
    return (long) height * width;
  }

  /** Shape of the maps of some images, {@code [n, height, width, channels]}. */
  public long[] of(int images) {
    return new long[] {images, height, width, channels};
  }
}
