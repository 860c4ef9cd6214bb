package org.parfocal.learning.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;

/**
 * Embeddings of a frozen backbone: each image is embedded once, without transforms. The backbone is
 * made only if an image is new, and always from the same seed, so that every job has one and the
 * same embedding function.
 */
final class FrozenEmbeddings implements AutoCloseable {
  private static final long SEED = 0;
  private static final int STORED_TOGETHER = 512;

  private final BackboneProvider backbones;
  private final PixelReader pixels;
  private final @Nullable EmbeddingCache cache;
  private final Consumer<String> warnings;
  private final Map<String, float[]> known = new HashMap<>();
  private @Nullable Backbone backbone;

  FrozenEmbeddings(
      BackboneProvider backbones,
      PixelReader pixels,
      @Nullable EmbeddingCache cache,
      Consumer<String> warnings) {
    this.backbones = backbones;
    this.pixels = pixels;
    this.cache = cache;
    this.warnings = warnings;
    if (cache != null) {
      known.putAll(cache.load());
    }
  }

  /**
   * The embeddings of samples, in order.
   *
   * @param progress is told how many of the new images are embedded, and of how many
   */
  List<float[]> of(List<Sample> samples, Progress progress) {
    Map<String, Sample> missing = new LinkedHashMap<>();
    for (Sample sample : samples) {
      if (!known.containsKey(sample.image().key())) {
        missing.putIfAbsent(sample.image().key(), sample);
      }
    }
    if (!missing.isEmpty()) {
      embed(List.copyOf(missing.values()), progress);
    }
    return samples.stream().map(this::embedding).toList();
  }

  /** The feature maps of a sample, by a pass of its own. */
  Optional<INDArray> featureMaps(Sample sample) {
    Backbone engine = backbone();
    try (PixelFeed feed = pixels.feed(List.of(List.of(sample)), null)) {
      return engine.featureMaps(feed.next());
    }
  }

  @Override
  public void close() {
    pixels.close();
    if (backbone != null) {
      backbone.close();
    }
  }

  private float[] embedding(Sample sample) {
    float[] embedding = known.get(sample.image().key());
    if (embedding == null) {
      throw new IllegalStateException("not embedded: " + sample.image().description());
    }
    return embedding;
  }

  private void embed(List<Sample> samples, Progress progress) {
    List<List<Sample>> batches = Batches.ofAtMost(Batches.INFERENCE, samples);
    Map<String, float[]> unsaved = new LinkedHashMap<>();
    Backbone engine = backbone();
    try (PixelFeed feed = pixels.feed(batches, null)) {
      int done = 0;
      for (List<Sample> batch : batches) {
        progress.embedded(done, samples.size());
        List<float[]> rows = LearningEncoder.vectors(engine.forward(feed.next(), false));
        for (int row = 0; row < rows.size(); row++) {
          unsaved.put(batch.get(row).image().key(), finite(rows.get(row), batch.get(row)));
        }
        done += batch.size();
        if (unsaved.size() >= STORED_TOGETHER || done == samples.size()) {
          keep(unsaved);
          unsaved.clear();
        }
      }
      progress.embedded(done, samples.size());
    }
  }

  private void keep(Map<String, float[]> embeddings) {
    known.putAll(embeddings);
    if (cache != null) {
      cache.store(embeddings, warnings);
    }
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

  /** Is told how far the embedding of new images is; may throw to stop it. */
  interface Progress {
    void embedded(int done, int total);
  }
}
