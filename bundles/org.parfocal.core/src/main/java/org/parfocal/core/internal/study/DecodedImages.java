package org.parfocal.core.internal.study;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.core.DatasetVerification.Duplicates;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.ProgressListener;

/**
 * Every image of a data set, decoded once at full size.
 *
 * @param unreadable images that cannot be decoded, in the order of the data set
 * @param duplicates images with the same pixels, in the order of the data set
 */
public record DecodedImages(List<Unreadable> unreadable, List<Duplicates> duplicates) {
  private record Decoded(String pixels, @Nullable Unreadable fault) {}

  /** Decodes every image. */
  public static DecodedImages of(Dataset dataset, ProgressListener listener) {
    List<Sample> samples = dataset.samples();
    List<@Nullable Decoded> decoded =
        SampleWork.each(samples, DecodedImages::decode, listener, "decoding images");
    List<Unreadable> unreadable = new ArrayList<>();
    Map<String, List<Sample>> byPixels = new LinkedHashMap<>();
    for (int index = 0; index < samples.size(); index++) {
      Decoded image = decoded.get(index);
      if (image != null && image.fault() != null) {
        unreadable.add(image.fault());
      } else if (image != null) {
        byPixels.computeIfAbsent(image.pixels(), key -> new ArrayList<>()).add(samples.get(index));
      }
    }
    List<Duplicates> duplicates =
        byPixels.values().stream()
            .filter(same -> same.size() > 1)
            .map(same -> duplicates(same, dataset.classes()))
            .toList();
    return new DecodedImages(List.copyOf(unreadable), duplicates);
  }

  private static Duplicates duplicates(Collection<Sample> same, List<String> classes) {
    return new Duplicates(
        same.stream().map(Sample::id).toList(),
        same.stream().map(Sample::patient).distinct().toList(),
        same.stream().map(sample -> classes.get(sample.label())).distinct().toList());
  }

  private static Decoded decode(Sample sample) {
    try {
      RgbImage image = sample.image().read();
      ByteBuffer bytes = ByteBuffer.allocate(8 + image.rgb().length);
      bytes.putInt(image.width()).putInt(image.height()).put(image.rgb());
      return new Decoded(Sha256.of(bytes.array()), null);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      return new Decoded("", new Unreadable(sample.id(), reason));
    }
  }
}
