package org.parfocal.augmentation.dcgan.internal;

import org.parfocal.nd4j.NativeBuild;

/** ND4J on the plain class path, with one thread: other processes do not disturb it then. */
final class TestEngine {
  static final NativeBuild BUILD = new NativeBuild("linux-x86_64", "", 1);

  private TestEngine() {}

  static void start() {
    BUILD.start();
  }
}
