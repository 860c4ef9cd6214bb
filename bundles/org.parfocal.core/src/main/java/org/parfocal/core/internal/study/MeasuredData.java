package org.parfocal.core.internal.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.parfocal.api.Fold;
import org.parfocal.api.Images;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.Variant;
import org.parfocal.core.internal.store.JobFolder;

/**
 * The data of a plan as they are measured: the largest fold of each with {@linkplain FewPixels few
 * images}, which are decoded.
 */
final class MeasuredData {
  private final StudyPlan plan;
  private final Map<StudyData, FewPixels> few = new LinkedHashMap<>();
  private final Map<StudyData, Long> pixelBytes = new HashMap<>();
  private final Set<String> readable = new HashSet<>();
  private final List<Decoding> decodings = new ArrayList<>();

  /**
   * Decodes some images of the data of some variants.
   *
   * @param variants names of them
   * @param clock in nanoseconds
   */
  MeasuredData(
      StudyPlan plan,
      Set<String> variants,
      StudyParts parts,
      LongSupplier clock,
      ProgressListener listener) {
    this.plan = plan;
    for (StudyData data : plan.data()) {
      Set<Images> readers = new LinkedHashSet<>();
      data.variants().stream()
          .filter(variants::contains)
          .map(variant -> parts.images(plan.variant(variant)))
          .forEach(readers::add);
      if (!readers.isEmpty()) {
        FewPixels pixels = new FewPixels(data, largest(data));
        few.put(data, pixels);
        for (Images images : readers) {
          Decoding decoding =
              Decoding.of(images, FewPixels.images(data), pixels.shown(), clock, listener);
          decodings.add(decoding);
          readable.addAll(decoding.readable());
          pixelBytes.merge(data, decoding.bytes(), Math::max);
        }
      }
    }
  }

  private static Fold largest(StudyData data) {
    return data.folds().folds().stream()
        .max(Comparator.comparingInt(fold -> fold.training().size()))
        .orElseThrow();
  }

  /** For each data set and way of reading its images. */
  List<Decoding> decodings() {
    return decodings;
  }

  /** Bytes that the cache keeps of one image. */
  long pixelBytes(StudyData data) {
    return pixelBytes.getOrDefault(data, 0L);
  }

  /** The fold that is measured. */
  Fold fold(StudyData data) {
    return pixels(data).fold();
  }

  private FewPixels pixels(StudyData data) {
    FewPixels pixels = few.get(data);
    if (pixels == null) {
      throw new IllegalStateException("no open variant has these data");
    }
    return pixels;
  }

  /**
   * The study with these folds and one seed.
   *
   * @param identities of one job of each variant that it is to have
   * @param guard of the samples
   */
  StudyPlan plan(Map<String, JobIdentity> identities, Path directory, PixelGuard guard) {
    Study study = plan.study();
    List<Variant> variants = identities.keySet().stream().map(plan::variant).toList();
    Study small =
        new Study(
            study.name(), directory, study.configuration(), variants, study.seeds().subList(0, 1));
    List<StudyData> data = new ArrayList<>();
    for (StudyData whole : plan.data()) {
      List<String> own = whole.variants().stream().filter(identities::containsKey).toList();
      if (!own.isEmpty()) {
        StudyData shown = pixels(whole).data(readable, guard);
        data.add(new StudyData(own, shown.dataset(), shown.folds()));
      }
    }
    List<PlannedJob> jobs = new ArrayList<>();
    identities.forEach(
        (variant, identity) -> {
          JobKey key = new JobKey(variant, fold(plan.data(variant)).name(), small.seeds().get(0));
          jobs.add(new PlannedJob(key, identity, JobFolder.path(directory, key)));
        });
    return new StudyPlan(small, data, jobs);
  }
}
