package org.parfocal.testkit;

import java.util.List;
import java.util.Random;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;

/**
 * Images of 2 × 2 pixels for studies in which no pixel matters: noise that depends on the key of
 * the image alone. Networks see bytes as they are.
 */
public class NoiseImages implements Images {
  @Override
  public int size() {
    return 2;
  }

  @Override
  public List<Double> mean() {
    return List.of(0.0, 0.0, 0.0);
  }

  @Override
  public List<Double> deviation() {
    return List.of(1.0, 1.0, 1.0);
  }

  @Override
  public void read(Sample sample, byte[] target, int offset) {
    byte[] pixels = new byte[3 * size() * size()];
    new Random(sample.image().key().hashCode()).nextBytes(pixels);
    System.arraycopy(pixels, 0, target, offset, pixels.length);
  }
}
