package org.parfocal.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.core.internal.study.RowsContent;
import org.parfocal.core.internal.study.SampleWork;

/**
 * What decoding every image of a data set tells.
 *
 * @param inspection what the index tells
 * @param unreadable images that cannot be decoded, in the order of the data set
 * @param duplicates images that have the same pixels under several names, in that order
 */
public record DatasetVerification(
    DatasetInspection inspection, List<Unreadable> unreadable, List<Duplicates> duplicates) {
  /**
   * An image that cannot be decoded.
   *
   * @param sample its id
   * @param reason names the image and what is wrong with it
   */
  public record Unreadable(String sample, String reason) {}

  /**
   * Images with the same pixels.
   *
   * @param samples their ids, two or more
   * @param patients whom they are said to be from
   * @param labels the class names that they are given
   * @param oneColour whether they show nothing, as images of empty glass, and may be alike
   */
  public record Duplicates(
      List<String> samples, List<String> patients, List<String> labels, boolean oneColour) {
    /** Whether the same picture is given to two patients, so that it may leak between parts. */
    public boolean acrossPatients() {
      return patients.size() > 1 && !oneColour;
    }
  }

  private record Decoded(String pixels, boolean oneColour, @Nullable Unreadable fault) {}

  /**
   * Decodes every image at full size, several at a time.
   *
   * @throws CancellationException if the calling thread was interrupted
   */
  public static DatasetVerification of(Dataset dataset, ProgressListener listener) {
    List<Sample> samples = dataset.samples();
    List<@Nullable Decoded> decoded =
        SampleWork.each(samples, DatasetVerification::decode, listener, "decoding images");
    List<Unreadable> unreadable = new ArrayList<>();
    Set<String> oneColour = new HashSet<>();
    Map<String, List<Sample>> byPixels = new LinkedHashMap<>();
    for (int index = 0; index < samples.size(); index++) {
      Decoded image = decoded.get(index);
      if (image != null && image.fault() != null) {
        unreadable.add(image.fault());
      } else if (image != null) {
        if (image.oneColour()) {
          oneColour.add(image.pixels());
        }
        byPixels.computeIfAbsent(image.pixels(), key -> new ArrayList<>()).add(samples.get(index));
      }
    }
    List<Duplicates> duplicates =
        byPixels.entrySet().stream()
            .filter(same -> same.getValue().size() > 1)
            .map(
                same ->
                    duplicates(
                        same.getValue(), dataset.classes(), oneColour.contains(same.getKey())))
            .toList();
    return new DatasetVerification(
        DatasetInspection.of(dataset), List.copyOf(unreadable), duplicates);
  }

  /** Whether every image can be decoded, and none is given to two patients. */
  public boolean sound() {
    return unreadable.isEmpty() && duplicates.stream().noneMatch(Duplicates::acrossPatients);
  }

  private static Duplicates duplicates(
      Collection<Sample> same, List<String> classes, boolean oneColour) {
    return new Duplicates(
        same.stream().map(Sample::id).toList(),
        same.stream().map(Sample::patient).distinct().toList(),
        same.stream().map(sample -> classes.get(sample.label())).distinct().toList(),
        oneColour);
  }

  private static Decoded decode(Sample sample) {
    try {
      if (sample.image().embeddingSize() > 0) {
        return new Decoded(Sha256.of(sample.image().embedding()), false, null);
      }
      RowsContent content = new RowsContent();
      sample.image().readRows(content);
      return new Decoded(content.hex(), content.oneColour(), null);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      return new Decoded("", false, new Unreadable(sample.id(), reason));
    }
  }
}
