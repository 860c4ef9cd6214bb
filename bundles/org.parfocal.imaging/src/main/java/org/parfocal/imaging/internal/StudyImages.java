package org.parfocal.imaging.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DecidesResult;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Images;
import org.parfocal.api.Plugin;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleForm;
import org.parfocal.api.SamplesAre;
import org.parfocal.imaging.Resampling;

/** Brings every image to the study's size once, and keeps it. */
@Component(
    service = Images.class,
    configurationPid = StudyImages.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "images", name = "images")
@Designate(ocd = StudyImages.Options.class, factory = true)
public final class StudyImages implements Images {
  static final String PID = "org.parfocal.imaging";

  /** Changes whenever the same file would give other pixels than before. */
  private static final int PIXELS_VERSION = 2;

  private static final String USERS_CACHE = "user";

  private final Options options;
  private final PixelCaches caches;
  private final int bytes;
  private final @Nullable Path folder;
  private @Nullable PixelStore store;
  private boolean closed;

  /** Whether neighbours of a patch would be decoded in vain. */
  private volatile boolean full;

  /** Options of the section {@code images}. */
  @ObjectClassDefinition(
      name = "Images",
      description = "Decodes images, resizes them to squares of one size, and caches them")
  @interface Options {
    @AttributeDefinition(
        description = "Edge of the square images that networks see, in pixels",
        min = "8",
        max = "4096")
    @SamplesAre(SampleForm.IMAGES)
    int size() default 224;

    @AttributeDefinition(
        description =
            "Mean and deviation that networks normalise by: those of ImageNet, 0.5 and 0.5 (values"
                + " from -1 to 1), or none (values from 0 to 1)")
    @SamplesAre(SampleForm.IMAGES)
    Normalisation normalise() default Normalisation.IMAGENET;

    @AttributeDefinition(
        description =
            "How an oblong image becomes square: crop takes the largest square in the middle, so"
                + " that nuclei keep their shape; squash keeps the whole field and distorts it")
    @SamplesAre(SampleForm.IMAGES)
    Squaring resize() default Squaring.CROP;

    @AttributeDefinition(
        description =
            "Folder for decoded images; user is the folder pixels in the user's cache; none keeps what"
                + " fits into memory only")
    @DecidesResult(false)
    String cache() default USERS_CACHE;
  }

  /** How an oblong image becomes square. */
  enum Squaring {
    /** The largest square in the middle. */
    CROP,
    /** The whole field, distorted. */
    SQUASH
  }

  /** Called by Declarative Services. */
  @Activate
  public StudyImages(Options options, @Reference PixelCaches caches) {
    this.options = options;
    this.caches = caches;
    bytes = 3 * options.size() * options.size();
    folder = folder(options.cache().strip());
  }

  private static @Nullable Path folder(String cache) {
    if (cache.equals("none")) {
      return null;
    }
    try {
      return cache.isEmpty() || cache.equals(USERS_CACHE)
          ? CacheFolder.path().resolve(CacheFolder.PIXELS)
          : Path.of(cache);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "Option images.cache is not a path: %s; give a folder, user or none."
              .formatted(e.getReason()));
    }
  }

  @Override
  public int size() {
    return options.size();
  }

  @Override
  public List<Double> mean() {
    return options.normalise().mean();
  }

  @Override
  public List<Double> deviation() {
    return options.normalise().deviation();
  }

  @Override
  public void read(Sample sample, byte[] target, int offset) throws DatasetException {
    Objects.checkFromIndexSize(offset, bytes, target.length);
    fill(sample, target, offset);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Cached with the pixels: an image is read only where it is not in the cache.
   */
  @Override
  public String content(Sample sample) throws DatasetException {
    if (sample.image().embeddingSize() > 0) {
      return Images.super.content(sample);
    }
    Digest known = store().content(Digest.of(sample.image().key()));
    return (known == null ? fill(sample, new byte[bytes], 0) : known).hex();
  }

  @Override
  public boolean kept(Sample sample) {
    return sample.image().embeddingSize() > 0
        || folder != null && store().content(Digest.of(sample.image().key())) != null;
  }

  /** Reads an image, and returns the digest of its pixels. */
  private Digest fill(Sample sample, byte[] target, int offset) {
    PixelStore kept = store();
    Digest key = Digest.of(sample.image().key());
    Digest known = kept.read(key, target, offset);
    if (known != null) {
      return known;
    }
    return full
        ? fill(square(sample.image()), kept, key, target, offset)
        : fillTogether(sample.image(), kept, key, target, offset);
  }

  /** Decodes a large image once for all of its patches, as long as there is room to keep them. */
  private Digest fillTogether(
      ImageSource source, PixelStore kept, Digest key, byte[] target, int offset) {
    synchronized (source.decodedTogether()) {
      Digest known = kept.read(key, target, offset);
      if (known != null) {
        return known; // another thread decoded it meanwhile
      }
      if (source.decodedAlone()) {
        return fill(square(source), kept, key, target, offset);
      }
      AtomicReference<@Nullable Digest> wanted = new AtomicReference<>();
      source.readTogether(
          (other, image) -> {
            if (other == source) {
              wanted.set(fill(square(image), kept, key, target, offset));
            } else {
              keep(square(image).rgb(), kept, Digest.of(other.key()));
            }
          });
      return Objects.requireNonNull(wanted.get(), "the image itself");
    }
  }

  private Digest fill(RgbImage square, PixelStore kept, Digest key, byte[] target, int offset) {
    byte[] pixels = square.rgb();
    System.arraycopy(pixels, 0, target, offset, bytes);
    return keep(pixels, kept, key);
  }

  private Digest keep(byte[] pixels, PixelStore kept, Digest key) {
    Digest content = Digest.of(pixels);
    if (!kept.write(key, content, pixels)) {
      full = true;
    }
    return content;
  }

  private RgbImage square(ImageSource source) {
    SquareRows rows = new SquareRows(options.size(), options.resize() == Squaring.SQUASH);
    source.readRows(rows);
    return rows.image();
  }

  private RgbImage square(RgbImage image) {
    return options.resize() == Squaring.SQUASH
        ? Resampling.scale(image, options.size(), options.size())
        : Resampling.scaleSquare(image, options.size());
  }

  /** Opened at the first image, so that planning a study writes nothing. */
  private synchronized PixelStore store() {
    if (store == null) {
      store = folder == null || closed ? caches.inMemory() : caches.onDisk(folder, key(), bytes);
    }
    return store;
  }

  @Override
  public String key() {
    return "%s-%d-v%d".formatted(Choice.name(options.resize()), options.size(), PIXELS_VERSION);
  }

  @Deactivate
  synchronized void close() {
    closed = true;
    if (store != null) {
      store.close();
      store = null;
    }
  }
}
