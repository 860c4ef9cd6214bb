package org.parfocal.model.texture.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;

/**
 * The {@linkplain ThresholdAdjacency statistics} of red, green and blue: 162 numbers, as in the
 * paper of BreaKHis (Spanhol et al. 2016). Those of the images asked for last are kept, since the
 * jobs of a study ask for the same ones.
 */
final class Texture {
  /** Numbers of an image. */
  static final int LENGTH = 3 * ThresholdAdjacency.LENGTH;

  /** A hundred thousand images take 70 MB. */
  private static final int MOST_KEPT = 100_000;

  private final Images images;
  private final Map<String, float[]> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
          return size() > MOST_KEPT;
        }
      };

  Texture(Images images) {
    this.images = images;
  }

  /** Not to be changed. */
  float[] of(Sample sample) {
    String key = sample.image().key();
    synchronized (kept) {
      float[] known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    float[] computed = computed(sample);
    synchronized (kept) {
      kept.put(key, computed);
    }
    return computed;
  }

  private float[] computed(Sample sample) {
    int size = images.size();
    byte[] rgb = new byte[3 * size * size];
    images.read(sample, rgb, 0);
    float[] statistics = new float[LENGTH];
    int[] values = new int[size * size];
    for (int channel = 0; channel < 3; channel++) {
      for (int pixel = 0; pixel < values.length; pixel++) {
        values[pixel] = rgb[3 * pixel + channel] & 255;
      }
      ThresholdAdjacency.write(values, size, statistics, channel * ThresholdAdjacency.LENGTH);
    }
    return statistics;
  }
}
