package org.parfocal.core.internal.study;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.ImageRows;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Part;
import org.parfocal.api.PluginException;
import org.parfocal.api.RgbImage;
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
  private volatile @Nullable Training training;

  /** Id of the sample whose pixels alone the current thread may read. */
  private final ThreadLocal<@Nullable String> viewed = new ThreadLocal<>();

  /** The data set with samples that ask this guard. */
  Dataset guarded(Dataset dataset) {
    Dataset guarded = dataset.with(dataset.samples().stream().map(this::guarded).toList());
    known.put(guarded, new KnownSamples(guarded, sample -> ((Source) sample.image()).source.key()));
    return guarded;
  }

  /** The samples of a data set that is {@linkplain #guarded guarded}. */
  KnownSamples known(Dataset guarded) {
    return Objects.requireNonNull(known.get(guarded), "a data set of this guard");
  }

  private Sample guarded(Sample sample) {
    return sample.withImage(new Source(this, sample.id(), sample.image()));
  }

  /** A sample that shows another one at another scale, and can read no pixels but those. */
  Sample view(Sample sample, Sample origin) {
    return sample.withImage(new View(this, origin.id(), sample.image()));
  }

  /** Closes everything but the training samples of a fold, until the training ends. */
  Training training(Fold fold) {
    Training begun = new Training(fold);
    training = begun;
    return begun;
  }

  /** The time in which a job trains. */
  final class Training implements AutoCloseable {
    private final String fold;
    private final Map<Part, Set<String>> ids = new EnumMap<>(Part.class);
    private final List<Sample> validation;
    private volatile boolean validating;

    private Training(Fold fold) {
      this.fold = fold.name();
      validation = fold.validation();
      for (Part part : Part.values()) {
        ids.put(
            part,
            fold.part(part).stream()
                .map(Sample::id)
                .collect(Collectors.toCollection(HashSet::new)));
      }
    }

    /** The validation samples; when the work on them ends, so does the right to read them. */
    Validation validation() {
      return new Validation() {
        @Override
        public <T> T open(Function<List<Sample>, T> work) {
          boolean before = validating;
          validating = true;
          try {
            return work.apply(validation);
          } finally {
            validating = before;
          }
        }
      };
    }

    private boolean in(Part part, String id) {
      Set<String> samples = ids.get(part);
      return samples != null && samples.contains(id);
    }

    private void require(Source source) {
      if (in(Part.TRAINING, source.id) || (validating && in(Part.VALIDATION, source.id))) {
        return;
      }
      String place =
          ids.keySet().stream()
              .filter(part -> in(part, source.id))
              .findFirst()
              .map(part -> "stands in the %s part of fold %s".formatted(part.label(), fold))
              .orElse("fold %s does not train on".formatted(fold));
      throw new PluginException(
          "The training asked for the %s of %s, which %s; a model learns from the fold's training"
                  .formatted(
                      source.embeddingSize() > 0 ? "embedding" : "pixels",
                      source.description(),
                      place)
              + " samples, and looks at the validation samples by Validation.open only.");
    }

    @Override
    public void close() {
      training = null;
    }
  }

  /** Pixels that are given if the guard allows it. */
  private static final class Source implements ImageSource {
    private final PixelGuard guard;
    private final String id;
    private final ImageSource source;

    Source(PixelGuard guard, String id, ImageSource source) {
      this.guard = guard;
      this.id = id;
      this.source = source;
    }

    @Override
    public String key() {
      require();
      return source.key();
    }

    @Override
    public void verifyKey() {
      require();
      source.verifyKey();
    }

    @Override
    public String description() {
      return source.description();
    }

    @Override
    public int embeddingSize() {
      return source.embeddingSize();
    }

    @Override
    public float[] embedding() {
      require();
      return source.embedding().clone();
    }

    @Override
    public RgbImage read() {
      require();
      return source.read();
    }

    @Override
    public void readRows(ImageRows rows) {
      require();
      source.readRows(rows);
    }

    @Override
    public boolean decodedAlone() {
      return source.decodedAlone();
    }

    @Override
    public void readTogether(BiConsumer<ImageSource, RgbImage> taker) {
      require();
      source.readTogether(
          (other, image) -> {
            if (other == source) {
              taker.accept(this, image);
            } else if (guard.training == null) {
              taker.accept(other, image);
            }
          });
    }

    @Override
    public Object decodedTogether() {
      return source.decodedTogether();
    }

    private void require() {
      String only = guard.viewed.get();
      if (only != null && !only.equals(id)) {
        throw new PluginException(
            "The protocol's view of sample %s asked for the pixels of %s; a view shows its own image."
                .formatted(only, source.description()));
      }
      Training now = guard.training;
      if (now != null) {
        now.require(this);
      }
    }
  }

  /** What a protocol makes of the pixels of one sample. */
  private static final class View implements ImageSource {
    private final PixelGuard guard;
    private final String origin;
    private final ImageSource source;

    View(PixelGuard guard, String origin, ImageSource source) {
      this.guard = guard;
      this.origin = origin;
      this.source = source;
    }

    @Override
    public String key() {
      return guarded(source::key);
    }

    @Override
    public void verifyKey() {
      guarded(
          () -> {
            source.verifyKey();
            return "";
          });
    }

    @Override
    public ImageSource origin() {
      return source.origin();
    }

    @Override
    public String description() {
      return source.description();
    }

    @Override
    public RgbImage read() {
      return guarded(source::read);
    }

    @Override
    public void readTogether(BiConsumer<ImageSource, RgbImage> taker) {
      guarded(
          () -> {
            source.readTogether(
                (other, image) -> taker.accept(other == source ? this : other, image));
            return "";
          });
    }

    @Override
    public Object decodedTogether() {
      return source.decodedTogether();
    }

    private <T> T guarded(Supplier<T> work) {
      String before = guard.viewed.get();
      guard.viewed.set(origin);
      try {
        return work.get();
      } finally {
        guard.viewed.set(before);
      }
    }
  }
}
