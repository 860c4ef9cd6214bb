package org.parfocal.backbone.dl4j.internal.plan;

/** Shape of one image's feature map; a vector is a map of one place. */
record MapShape(int height, int width, int channels) {
  long places() {
    return (long) height * width;
  }

  long[] of(int images) {
    return new long[] {images, height, width, channels};
  }
}
