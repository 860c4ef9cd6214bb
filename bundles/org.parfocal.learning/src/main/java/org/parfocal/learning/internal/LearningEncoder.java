package org.parfocal.learning.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.api.Transform;
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.Update;

/** A backbone that learns from pixels. */
final class LearningEncoder implements Encoder {
  private final BackboneBranches backbone;
  private final PixelReader pixels;
  private final Transform transform;
  private final Chance chance;

  LearningEncoder(
      BackboneBranches backbone, PixelReader pixels, Transform transform, Chance chance) {
    this.backbone = backbone;
    this.pixels = pixels;
    this.transform = transform;
    this.chance = chance;
  }

  @Override
  public int embeddingSize() {
    return backbone.embeddingSize();
  }

  @Override
  public Epoch epoch(int epoch, List<List<Sample>> batches) {
    PixelFeed feed =
        pixels.feed(
            batches,
            (rgb, size, row) ->
                transform.apply(rgb, 0, size, chance.stream("transform", epoch, row)));
    Iterator<List<Sample>> rows = batches.iterator();
    return new Epoch() {
      @Override
      public INDArray next() {
        return backbone.forward(feed.next(), rows.next(), true);
      }

      @Override
      public long waited() {
        return feed.waited();
      }

      @Override
      public void close() {
        feed.close();
      }
    };
  }

  @Override
  public void backward(INDArray gradient) {
    backbone.backward(gradient);
  }

  @Override
  public Optional<String> firstNonFinite() {
    return backbone.firstNonFinite();
  }

  @Override
  public double squaredGradientNorm() {
    return backbone.squaredGradientNorm();
  }

  @Override
  public void step(Update update) {
    backbone.step(update);
  }

  @Override
  public void encode(List<Sample> samples, Visitor visitor) {
    int most = Batches.inference(pixels.size());
    // Each batch is for one backbone: parts of mixed batches would be of ever other sizes, for each
    // of which an engine may have to make itself ready.
    List<List<Integer>> rows =
        backbone.rowsByBranch(samples).stream()
            .flatMap(own -> Batches.ofAtMost(most, own).stream())
            .toList();
    List<List<Sample>> batches =
        rows.stream().map(some -> some.stream().map(samples::get).toList()).toList();
    try (PixelFeed feed = pixels.feed(batches, null)) {
      for (int batch = 0; batch < batches.size(); batch++) {
        INDArray embeddings = backbone.forward(feed.next(), batches.get(batch), false);
        visitor.rows(rows.get(batch), embeddings, vectors(embeddings));
      }
    }
  }

  @Override
  public Optional<INDArray> featureMaps(Sample sample) {
    try (PixelFeed feed = pixels.feed(List.of(List.of(sample)), null)) {
      return backbone.featureMaps(feed.next(), sample);
    }
  }

  @Override
  public void chain(float[] gradient) {}

  @Override
  public Map<String, INDArray> tensors() {
    return backbone.tensors();
  }

  @Override
  public void close() {
    pixels.close();
    backbone.close();
  }

  /** The rows of a matrix. */
  static List<float[]> vectors(INDArray matrix) {
    float[] values = FloatTensors.read(matrix);
    int length = Math.toIntExact(matrix.size(1));
    List<float[]> rows = new ArrayList<>();
    for (int start = 0; start < values.length; start += length) {
      rows.add(Arrays.copyOfRange(values, start, start + length));
    }
    return rows;
  }
}
