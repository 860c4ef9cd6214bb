package org.parfocal.testkit;

import java.util.List;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/**
 * An embedding in place of an image, as data sets of features give it.
 *
 * @param key names it
 * @param numbers of the embedding
 */
@SuppressWarnings("ArrayRecordComponent") // like the array of an image; compared by identity
public record VectorSource(String key, float[] numbers) implements ImageSource {
  /** With these numbers. */
  public VectorSource(String key, List<Float> numbers) {
    this(key, new float[numbers.size()]);
    for (int k = 0; k < this.numbers.length; k++) {
      this.numbers[k] = numbers.get(k);
    }
  }

  @Override
  public String description() {
    return "embedding " + key;
  }

  @Override
  public int embeddingSize() {
    return numbers.length;
  }

  @Override
  public float[] embedding() {
    return numbers;
  }

  @Override
  public RgbImage read() {
    throw new DatasetException(description() + " has no pixels");
  }
}
