package org.parfocal.core.internal.study;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.ImageSource;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.Validation;

/**
 * Decides whose pixels, or embeddings in their place, can be read. Every sample of a guarded data
 * set asks it first, whoever asks the sample: a draw, a transform, an augmentation, a model
 * strategy, or {@link org.parfocal.api.Images} on behalf of one of them.
 *
 * <p>While a job trains, these are the training samples of its fold, and its validation samples
 * while they are {@linkplain Validation#open open}. At other times all can be read. Safe to use
 * from many threads; serves one job at a time.
 *
 * <p>What it cannot do is stop code that leaves the contracts: a plugin that opens the files of a
 * data set by itself runs in the same process and may.
 */
final class PixelGuard {
  private final Map<Dataset, KnownSamples> known = new IdentityHashMap<>();
  private volatile @Nullable TrainingAccess training;

  /** Id of the sample whose pixels alone the current thread may read. */
  private final ThreadLocal<@Nullable String> viewed = new ThreadLocal<>();

  /** The data set with samples that ask this guard. */
  Dataset guarded(Dataset dataset) {
    Dataset guarded = dataset.with(dataset.samples().stream().map(this::guarded).toList());
    known.put(
        guarded,
        new KnownSamples(guarded, sample -> ((GuardedSource) sample.image()).keyOfSource()));
    return guarded;
  }

  /** The samples of a data set that is {@linkplain #guarded guarded}. */
  KnownSamples known(Dataset guarded) {
    return Objects.requireNonNull(known.get(guarded), "a data set of this guard");
  }

  private Sample guarded(Sample sample) {
    return sample.withImage(new GuardedSource(this, sample.id(), sample.image()));
  }

  /** A sample that shows another one at another scale, and can read no pixels but those. */
  Sample view(Sample sample, Sample origin) {
    return sample.withImage(new GuardedView(this, origin.id(), sample.image()));
  }

  /** Closes everything but the training samples of a fold, until the training ends. */
  TrainingAccess training(Fold fold) {
    TrainingAccess begun = new TrainingAccess(fold, () -> training = null);
    training = begun;
    return begun;
  }

  /** Whether no training runs. */
  boolean opensAll() {
    return training == null;
  }

  /** Works on a view, during which this thread may read the pixels of one sample alone. */
  <T> T viewing(String origin, Supplier<T> work) {
    String before = viewed.get();
    viewed.set(origin);
    try {
      return work.get();
    } finally {
      viewed.set(before);
    }
  }

  /**
   * Comes back if the sample may be read now, by this thread.
   *
   * @throws PluginException if not
   */
  void require(String id, ImageSource source) {
    String only = viewed.get();
    if (only != null && !only.equals(id)) {
      throw new PluginException(
          "The protocol's view of sample %s asked for the pixels of %s; a view shows its own image."
              .formatted(only, source.description()));
    }
    TrainingAccess now = training;
    if (now != null) {
      now.require(id, source);
    }
  }
}
