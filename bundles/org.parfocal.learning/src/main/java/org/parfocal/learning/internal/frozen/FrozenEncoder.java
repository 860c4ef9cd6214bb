package org.parfocal.learning.internal.frozen;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.DatasetException;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.learning.internal.model.EmbeddingStandardisation;
import org.parfocal.learning.internal.model.Encoder;
import org.parfocal.nn.RowBuffer;

/** Standardised embeddings that do not change. */
public final class FrozenEncoder implements Encoder {
  private static final int ROWS_AT_ONCE = 1024;
  private static final FixedEmbeddings.Progress NO_PROGRESS = (done, total) -> {};

  private final FixedEmbeddings embeddings;
  private final FixedEmbeddings.Progress progress;
  private final EmbeddingStandardisation standardisation;
  private final Map<String, float[]> training;
  private final RowBuffer rows;

  private FrozenEncoder(
      FixedEmbeddings embeddings,
      FixedEmbeddings.Progress progress,
      EmbeddingStandardisation standardisation,
      Map<String, float[]> training) {
    this.embeddings = embeddings;
    this.progress = progress;
    this.standardisation = standardisation;
    this.training = training;
    this.rows = new RowBuffer(standardisation.mean().length);
  }

  /**
   * Learns the standardisation from the training samples.
   *
   * @param progress is told of images that are embedded later
   */
  public static FrozenEncoder fit(
      FixedEmbeddings embeddings, FixedEmbeddings.Progress progress, List<Sample> training) {
    List<float[]> raw = embeddings.of(training, NO_PROGRESS);
    requireLength(raw.get(0).length, training, raw);
    EmbeddingStandardisation standardisation = EmbeddingStandardisation.of(raw);
    Map<String, float[]> standard = new HashMap<>();
    for (int row = 0; row < raw.size(); row++) {
      standard.put(training.get(row).image().key(), standardisation.apply(raw.get(row)));
    }
    return new FrozenEncoder(embeddings, progress, standardisation, standard);
  }

  /** For inference only. */
  public static FrozenEncoder of(
      FixedEmbeddings embeddings, EmbeddingStandardisation standardisation) {
    return new FrozenEncoder(embeddings, NO_PROGRESS, standardisation, Map.of());
  }

  public EmbeddingStandardisation standardisation() {
    return standardisation;
  }

  @Override
  public int embeddingSize() {
    return standardisation.mean().length;
  }

  @Override
  public Epoch epoch(int epoch, List<List<Sample>> batches) {
    Iterator<List<Sample>> next = batches.iterator();
    return new Epoch() {
      @Override
      public INDArray next() {
        return matrix(next.next().stream().map(FrozenEncoder.this::drawn).toList());
      }

      @Override
      public long waited() {
        return 0;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void encode(List<Sample> samples, Visitor visitor) {
    List<float[]> raw = embeddings.of(samples, progress);
    requireLength(embeddingSize(), samples, raw);
    for (int first = 0; first < raw.size(); first += ROWS_AT_ONCE) {
      int end = Math.min(raw.size(), first + ROWS_AT_ONCE);
      List<float[]> some = raw.subList(first, end);
      List<Integer> indices = IntStream.range(first, end).boxed().toList();
      visitor.rows(indices, matrix(some.stream().map(standardisation::apply).toList()), some);
    }
  }

  @Override
  public Optional<INDArray> featureMaps(Sample sample) {
    return embeddings.featureMaps(sample);
  }

  @Override
  public void chain(float[] gradient) {
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] *= (float) standardisation.scale()[k];
    }
  }

  @Override
  public void close() {
    rows.close();
    embeddings.close();
  }

  private static void requireLength(int length, List<Sample> samples, List<float[]> embeddings) {
    for (int row = 0; row < samples.size(); row++) {
      if (embeddings.get(row).length != length) {
        throw new DatasetException(
            "The embedding of %s has %d numbers where the model was trained on %d; give those of the same encoder."
                .formatted(
                    samples.get(row).image().description(), embeddings.get(row).length, length));
      }
    }
  }

  private float[] drawn(Sample sample) {
    float[] vector = training.get(sample.image().key());
    if (vector == null) {
      throw new PluginException(
          "The augmentation drew "
              + sample.image().description()
              + ", which is not among its training samples.");
    }
    return vector;
  }

  private INDArray matrix(List<float[]> vectors) {
    float[] values = new float[vectors.size() * embeddingSize()];
    for (int row = 0; row < vectors.size(); row++) {
      System.arraycopy(vectors.get(row), 0, values, row * embeddingSize(), embeddingSize());
    }
    return rows.rows(vectors.size(), values);
  }
}
