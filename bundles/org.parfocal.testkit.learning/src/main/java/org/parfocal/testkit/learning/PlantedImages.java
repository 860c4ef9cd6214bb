package org.parfocal.testkit.learning;

import java.util.List;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;

/**
 * Images that are made up from what is known of their samples, so that a test knows what can be
 * learnt from them: a class direction, noise, a patient's or a magnification's place. Networks see
 * a byte b as (b/255 − ½)/¼.
 */
public abstract class PlantedImages implements Images {
  private final int size;

  /**
   * Fixes the size.
   *
   * @param size edge in pixels; three numbers are planted in each
   */
  protected PlantedImages(int size) {
    this.size = size;
  }

  /**
   * What is planted in an image, the same whenever it is asked for.
   *
   * @return {@code size × size × 3} numbers, which are rounded and cut off to bytes from 0 to 255
   */
  protected abstract double[] planted(Sample sample);

  /** How many numbers are planted. */
  protected final int length() {
    return size * size * 3;
  }

  @Override
  public final int size() {
    return size;
  }

  @Override
  public final List<Double> mean() {
    return List.of(0.5, 0.5, 0.5);
  }

  @Override
  public final List<Double> deviation() {
    return List.of(0.25, 0.25, 0.25);
  }

  @Override
  public final void read(Sample sample, byte[] target, int offset) {
    double[] values = planted(sample);
    for (int k = 0; k < length(); k++) {
      target[offset + k] = (byte) Math.max(0, Math.min(255, Math.round(values[k])));
    }
  }
}
