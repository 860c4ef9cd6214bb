package org.parfocal.core.internal.study;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Sample;

/** The samples of a guarded data set by what a plugin could pass them off as. */
final class KnownSamples {
  private final Map<String, Sample> byId = new HashMap<>();
  private final Map<ImageSource, Sample> bySource = new IdentityHashMap<>();
  private final Function<Sample, String> key;
  private @Nullable Map<String, Set<String>> idsByKey;

  /**
   * Knows the samples of a data set.
   *
   * @param key of a sample's pixels, whether they may be read or not
   */
  KnownSamples(Dataset dataset, Function<Sample, String> key) {
    for (Sample sample : dataset.samples()) {
      byId.put(sample.id(), sample);
      bySource.put(sample.image(), sample);
    }
    this.key = key;
  }

  /** Whether the data set has this sample, with everything that is told of it. */
  boolean has(Sample sample) {
    return sample.equals(byId.get(sample.id()));
  }

  /**
   * The sample that another one shows at another scale, with nothing else changed but its id and µm
   * per pixel.
   */
  Optional<Sample> origin(Sample view) {
    return Optional.ofNullable(bySource.get(view.image().origin()))
        .filter(origin -> !byId.containsKey(view.id()))
        .filter(
            origin ->
                view.withId(origin.id())
                    .withImage(origin.image())
                    .withMicronsPerPixel(origin.micronsPerPixel())
                    .equals(origin));
  }

  /**
   * Whether a sample has the id or the pixels of one that the data set has and these are not.
   *
   * @param ids of samples of the data set
   */
  boolean hasBeside(Set<String> ids, Sample sample) {
    return byId.containsKey(sample.id()) && !ids.contains(sample.id())
        || !ids.containsAll(idsByKey().getOrDefault(sample.image().key(), Set.of()));
  }

  /** Asked of every sample, which may touch every file, only if something was added to a fold. */
  private Map<String, Set<String>> idsByKey() {
    Map<String, Set<String>> known = idsByKey;
    if (known == null) {
      known = new HashMap<>();
      for (Sample sample : byId.values()) {
        known.computeIfAbsent(key.apply(sample), none -> new HashSet<>()).add(sample.id());
      }
      idsByKey = known;
    }
    return known;
  }
}
