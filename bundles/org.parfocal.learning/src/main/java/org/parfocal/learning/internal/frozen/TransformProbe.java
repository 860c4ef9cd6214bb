package org.parfocal.learning.internal.frozen;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.parfocal.api.Transform;

/** Tells whether a transform does anything, by trying it on noise. */
public final class TransformProbe {
  private static final int SIZE = 16;
  private static final int TRIALS = 16;

  private TransformProbe() {}

  public static boolean changes(Transform transform) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] image = new byte[SIZE * SIZE * 3];
    random.nextBytes(image);
    for (int trial = 0; trial < TRIALS; trial++) {
      byte[] changed = image.clone();
      transform.apply(changed, 0, SIZE, random);
      if (!Arrays.equals(changed, image)) {
        return true;
      }
    }
    return false;
  }
}
