package org.parfocal.learning.internal.frozen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.DatasetException;
import org.parfocal.api.JobContext;
import org.parfocal.api.JobContext.Turn;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.internal.input.Batches;
import org.parfocal.learning.internal.input.ImageBatch;
import org.parfocal.learning.internal.input.NormalisedBatch;
import org.parfocal.learning.internal.input.PixelFeed;
import org.parfocal.learning.internal.input.PixelReader;
import org.parfocal.learning.internal.model.Encoder;

/**
 * Embeddings of a frozen backbone: all images of one content are embedded once, without transforms.
 * The backbone is made only if a content is new, and always from the same seed, so that every job
 * has one and the same embedding function.
 *
 * <p>What is embedded is hashed where it enters the batch, so that an embedding never stands under
 * the content of other pixels, not even where a file changed since its content was asked for.
 */
public final class EmbeddingsByContent implements FixedEmbeddings {
  private static final long SEED = 0;

  /** A slow encoder takes minutes for as many images as are read together. */
  private static final long KEPT_EACH_NANOS = 30_000_000_000L;

  /** Images whose contents are read while new ones among those before them are embedded. */
  private static final int READ_TOGETHER = 128;

  private final BackboneProvider backbones;
  private final PixelReader pixels;
  private final ContentReader reader;
  private final @Nullable EmbeddingCache cache;
  private final Function<String, Turn> turns;
  private final Consumer<String> warnings;
  private final LongSupplier clock;
  private final int batch;
  private final Map<String, String> contentOfKey = new HashMap<>();
  private final Map<String, float[]> embeddingOfContent = new HashMap<>();
  private @Nullable Backbone backbone;

  /**
   * Begins with what the cache holds.
   *
   * @param turns as {@link JobContext#turn}: of those who share a cache one embeds at a time
   * @param clock in nanoseconds
   */
  public EmbeddingsByContent(
      BackboneProvider backbones,
      PixelReader pixels,
      ContentReader reader,
      @Nullable EmbeddingCache cache,
      Function<String, Turn> turns,
      Consumer<String> warnings,
      LongSupplier clock) {
    this.backbones = backbones;
    this.pixels = pixels;
    this.reader = reader;
    this.cache = cache;
    this.turns = turns;
    this.warnings = warnings;
    this.clock = clock;
    this.batch = backbones.batch(Batches.inference(pixels.size()));
    load();
  }

  private void load() {
    if (cache != null) {
      embeddingOfContent.putAll(cache.load());
    }
  }

  @Override
  public List<float[]> of(List<Sample> samples, Progress progress) {
    List<List<Sample>> parts = Batches.ofAtMost(READ_TOGETHER, notAskedBefore(samples));
    int total = parts.stream().mapToInt(List::size).sum();
    Iterator<List<String>> contents = reader.read(parts);
    Map<String, Sample> missing = new LinkedHashMap<>();
    int read = 0;
    Turn turn = null;
    try {
      for (List<Sample> part : parts) {
        progress.read(read, total);
        note(part, contents.next(), missing);
        read += part.size();
        if (!missing.isEmpty() && turn == null) {
          turn = turn(missing);
        }
        int done = read - missing.size();
        boolean last = read == total;
        List<Sample> now = take(last ? missing.size() : wholeBatches(missing.size()), missing);
        if (!now.isEmpty()) {
          embed(now, embedded -> progress.embedded(done + embedded, total));
        }
      }
    } finally {
      if (turn != null) {
        turn.close();
      }
    }
    return samples.stream().map(this::embedding).toList();
  }

  /** Waits until nobody else embeds for this cache, and leaves out what was embedded meanwhile. */
  private Turn turn(Map<String, Sample> missing) {
    Turn turn = cache == null ? () -> {} : turns.apply(cache.name());
    load();
    missing.keySet().removeAll(embeddingOfContent.keySet());
    return turn;
  }

  /** One sample of each image key that is new here. */
  private List<Sample> notAskedBefore(List<Sample> samples) {
    Map<String, Sample> unknown = new LinkedHashMap<>();
    for (Sample sample : samples) {
      if (!contentOfKey.containsKey(sample.image().key())) {
        unknown.putIfAbsent(sample.image().key(), sample);
      }
    }
    return List.copyOf(unknown.values());
  }

  private void note(List<Sample> samples, List<String> contents, Map<String, Sample> missing) {
    for (int row = 0; row < samples.size(); row++) {
      contentOfKey.put(samples.get(row).image().key(), contents.get(row));
      if (!embeddingOfContent.containsKey(contents.get(row))) {
        missing.putIfAbsent(contents.get(row), samples.get(row));
      }
    }
  }

  /** A backbone makes a plan for each size of batch, so there are to be few. */
  private int wholeBatches(int images) {
    return images - images % batch;
  }

  private static List<Sample> take(int count, Map<String, Sample> missing) {
    List<Sample> taken = new ArrayList<>(count);
    for (Iterator<Sample> next = missing.values().iterator(); taken.size() < count; ) {
      taken.add(next.next());
      next.remove();
    }
    return taken;
  }

  @Override
  public Optional<INDArray> featureMaps(Sample sample) {
    Backbone engine = backbone();
    try (PixelFeed<NormalisedBatch> feed = pixels.feed(List.of(List.of(sample)), null)) {
      return engine.featureMaps(feed.next().images());
    }
  }

  @Override
  public void close() {
    reader.close();
    pixels.close();
    if (backbone != null) {
      backbone.close();
    }
  }

  private float[] embedding(Sample sample) {
    float[] embedding = embeddingOfContent.get(contentOfKey.get(sample.image().key()));
    if (embedding == null) {
      // Of two equal images one was embedded, and it was another image by then.
      throw new DatasetException(
          "Image "
              + sample.image().description()
              + " changed while it was used; run the job again.");
    }
    return embedding;
  }

  private void embed(List<Sample> samples, IntConsumer count) {
    Backbone engine = backbone();
    String[] contents = new String[samples.size()];
    Map<String, float[]> made = new LinkedHashMap<>();
    try (PixelFeed<? extends ImageBatch> feed =
        pixels.feed(
            Batches.ofAtMost(batch, samples),
            (rgb, size, row) -> contents[row] = Sha256.of(rgb),
            engine)) {
      long kept = clock.getAsLong();
      int done = 0;
      while (done < samples.size()) {
        count.accept(done);
        for (float[] row : Encoder.vectors(feed.next().embed(engine, false))) {
          Sample sample = samples.get(done);
          contentOfKey.put(sample.image().key(), contents[done]);
          made.put(contents[done], finite(row, sample));
          done++;
        }
        if (clock.getAsLong() - kept >= KEPT_EACH_NANOS) {
          keep(made);
          kept = clock.getAsLong();
        }
      }
      count.accept(done);
    } finally {
      keep(made);
    }
  }

  private void keep(Map<String, float[]> made) {
    embeddingOfContent.putAll(made);
    if (cache != null && !made.isEmpty()) {
      cache.store(made, warnings);
    }
    made.clear();
  }

  /** To be called before the first feed: making a backbone is what starts the engine. */
  private Backbone backbone() {
    Backbone present = backbone;
    if (present == null) {
      present = backbones.create(pixels.size(), SEED);
      backbone = present;
    }
    return present;
  }

  private static float[] finite(float[] embedding, Sample sample) {
    for (float value : embedding) {
      if (!Float.isFinite(value)) {
        throw new PluginException(
            "The backbone's embedding of "
                + sample.image().description()
                + " is not finite: its weights are damaged, or do not fit the normalisation.");
      }
    }
    return embedding;
  }
}
