package org.parfocal.backbone.dl4j.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nd4j.NativeBuild;

/** ND4J on the plain class path, with one thread: other processes do not disturb it then. */
public final class TestEngine {
  public static final NativeBuild BUILD = new NativeBuild("linux-x86_64", "-onednn-avx2", 1);

  private TestEngine() {}

  public static NativeBuild start() {
    System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "false");
    BUILD.start();
    return BUILD;
  }

  /** Standard normal numbers; {@code seed} is not 0, with which ND4J draws by the clock. */
  public static INDArray noise(long seed, long... shape) {
    if (seed == 0) {
      throw new IllegalArgumentException("seed 0");
    }
    start();
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(seed);
    return Nd4j.randn(0, 1, shape, random);
  }

  /** The shared reference data beside the repository, where it exists. */
  static Optional<Path> shared(String name) {
    String told =
        System.getProperty("parfocal.shared", System.getenv().getOrDefault("PARFOCAL_SHARED", ""));
    if (!told.isEmpty()) {
      return Optional.of(Path.of(told, name)).filter(Files::exists);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null
        && !(Files.exists(folder.resolve("bundles")) && Files.exists(folder.resolve("pom.xml")))) {
      folder = folder.getParent();
    }
    return folder == null
        ? Optional.empty()
        : Optional.of(folder.resolve("../shared/data").resolve(name)).filter(Files::exists);
  }
}
