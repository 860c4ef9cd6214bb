package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.core.StudyData;

/**
 * A fold whose many samples show few images: what is done with it takes as long as with its own,
 * and few images have to be decoded and embedded first. No image is in two parts.
 */
final class FewPixels {
  private static final int IMAGES_OF_A_PART = 64;

  private final StudyData data;
  private final Fold fold;
  private final Map<Part, List<Sample>> shown = new EnumMap<>(Part.class);

  /** Takes images evenly from each part. */
  FewPixels(StudyData data, Fold fold) {
    this.data = data;
    this.fold = fold;
    for (Part part : Part.values()) {
      shown.put(part, spread(fold.part(part)));
    }
  }

  private static List<Sample> spread(List<Sample> samples) {
    int count = Math.min(IMAGES_OF_A_PART, samples.size());
    return IntStream.range(0, count)
        .mapToObj(index -> samples.get((int) ((long) index * samples.size() / count)))
        .toList();
  }

  Fold fold() {
    return fold;
  }

  /** The samples whose images are shown. */
  List<Sample> shown() {
    return shown.values().stream().flatMap(List::stream).toList();
  }

  /**
   * The data with this fold alone.
   *
   * @param readable ids of those of {@link #shown} that can be read
   * @param guard of the samples
   */
  StudyData data(Set<String> readable, PixelGuard guard) {
    Map<String, Sample> changed = new HashMap<>();
    for (Part part : Part.values()) {
      List<Sample> images =
          shown.getOrDefault(part, List.of()).stream()
              .filter(sample -> readable.contains(sample.id()))
              .toList();
      List<Sample> samples = fold.part(part);
      for (int index = 0; index < samples.size() && !images.isEmpty(); index++) {
        Sample sample = samples.get(index);
        changed.put(sample.id(), showing(sample, images.get(index % images.size())));
      }
    }
    List<Sample> all = new ArrayList<>();
    data.dataset().samples().forEach(sample -> all.add(changed.getOrDefault(sample.id(), sample)));
    var dataset = guard.guarded(data.dataset().with(all));
    Map<String, Sample> guarded = new HashMap<>();
    dataset.samples().forEach(sample -> guarded.put(sample.id(), sample));
    Fold few =
        new Fold(
            fold.name(),
            fold.name(),
            fold.field(),
            of(fold.training(), guarded),
            of(fold.validation(), guarded),
            of(fold.test(), guarded),
            of(fold.seen(), guarded));
    return new StudyData(
        data.variants(), dataset, new FoldPlan(List.of(few), List.of(), List.of()));
  }

  private static List<Sample> of(List<Sample> samples, Map<String, Sample> guarded) {
    return samples.stream().map(sample -> guarded.getOrDefault(sample.id(), sample)).toList();
  }

  private static Sample showing(Sample sample, Sample image) {
    return sample.withImage(image.image());
  }

  /** How many different images the folds of the data have. */
  static List<Sample> images(StudyData data) {
    Set<String> keys = new HashSet<>();
    return data.folds().folds().stream()
        .flatMap(fold -> List.of(Part.values()).stream().flatMap(part -> fold.part(part).stream()))
        .filter(sample -> keys.add(sample.id()))
        .toList();
  }
}
