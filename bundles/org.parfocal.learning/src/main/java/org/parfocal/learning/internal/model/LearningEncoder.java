package org.parfocal.learning.internal.model;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.api.Transform;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BranchRows;
import org.parfocal.learning.Branches;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.learning.internal.input.Batches;
import org.parfocal.learning.internal.input.ImageBatch;
import org.parfocal.learning.internal.input.NormalisedBatch;
import org.parfocal.learning.internal.input.PixelFeed;
import org.parfocal.learning.internal.input.PixelReader;
import org.parfocal.learning.internal.input.RandomStreams;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.RowBuffer;

/** A backbone that learns from pixels, or several of which each embeds some rows of a batch. */
public final class LearningEncoder implements Encoder {
  private final PixelReader pixels;
  private final Transform transform;
  private final RandomStreams streams;
  private final Branches branches;
  private final List<Backbone> backbones = new ArrayList<>();
  private final List<RowBuffer> images = new ArrayList<>();
  private final RowBuffer gradients;
  private final RowBuffer embeddings;
  private BranchRows rows = new BranchRows(List.of());

  /** Makes a backbone. */
  @FunctionalInterface
  public interface Maker {
    /** For images of this edge, from this seed. */
    Backbone make(int size, long seed);
  }

  /** Makes the backbones; {@code pixels} is closed with them. */
  public LearningEncoder(
      Maker maker,
      Branches branches,
      PixelReader pixels,
      Transform transform,
      RandomStreams streams) {
    this.branches = branches;
    this.pixels = pixels;
    this.transform = transform;
    this.streams = streams;
    int size = pixels.size();
    try (CloseOnFailure opened = new CloseOnFailure()) {
      for (int branch = 0; branch < branches.count(); branch++) {
        long seed = streams.seed(branch == 0 ? "backbone" : "backbone " + branch);
        backbones.add(
            opened.add(
                branches.count() == 1
                    ? maker.make(size, seed)
                    : new BackboneOnThread(() -> maker.make(size, seed))));
        images.add(new RowBuffer(size, size, 3));
      }
      gradients = new RowBuffer(embeddingSize());
      embeddings = new RowBuffer(embeddingSize());
      opened.keep();
    }
  }

  @Override
  public int embeddingSize() {
    return backbones.get(0).embeddingSize();
  }

  @Override
  public Epoch epoch(int epoch, List<List<Sample>> batches) {
    PixelFeed<? extends ImageBatch> feed =
        feed(
            batches,
            (rgb, size, row) ->
                transform.apply(rgb, 0, size, streams.stream("transform", epoch, row)));
    Iterator<List<Sample>> samples = batches.iterator();
    return new Epoch() {
      @Override
      public INDArray next() {
        return forward(feed.next(), samples.next(), true);
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
  public boolean learns() {
    return true;
  }

  @Override
  public void backward(INDArray gradient) {
    if (single()) {
      backbones.get(0).backward(gradient);
      return;
    }
    float[] values = FloatTensors.read(gradient);
    busy()
        .forEach(
            branch -> {
              float[] own = new float[rows.count(branch) * embeddingSize()];
              rows.gather(branch, values, own, embeddingSize());
              backbones.get(branch).backward(gradients.rows(rows.count(branch), own));
            });
  }

  @Override
  public Optional<String> firstNonFinite() {
    return backbones.stream().flatMap(backbone -> backbone.firstNonFinite().stream()).findFirst();
  }

  @Override
  public double squaredGradientNorm() {
    return busy().mapToDouble(branch -> backbones.get(branch).squaredGradientNorm()).sum();
  }

  @Override
  public void step(OptimizerStep update) {
    busy().forEach(branch -> backbones.get(branch).step(update));
  }

  @Override
  public void encode(List<Sample> samples, Visitor visitor) {
    int most = Batches.inference(pixels.size());
    // Each batch is for one backbone: parts of mixed batches would be of ever other sizes, for each
    // of which an engine may have to make itself ready.
    List<List<Integer>> parts =
        BranchRows.of(branches, samples).of().stream()
            .flatMap(own -> Batches.ofAtMost(most, own).stream())
            .toList();
    List<List<Sample>> batches =
        parts.stream().map(part -> part.stream().map(samples::get).toList()).toList();
    try (PixelFeed<? extends ImageBatch> feed = feed(batches, null)) {
      for (int batch = 0; batch < batches.size(); batch++) {
        INDArray embedded = forward(feed.next(), batches.get(batch), false);
        visitor.rows(parts.get(batch), embedded, Encoder.vectors(embedded));
      }
    }
  }

  @Override
  public Optional<INDArray> featureMaps(Sample sample) {
    try (PixelFeed<NormalisedBatch> feed = pixels.feed(List.of(List.of(sample)), null)) {
      return backbones.get(branches.of(sample)).featureMaps(feed.next().images());
    }
  }

  @Override
  public Map<String, StateTensor> state() {
    if (single()) {
      return backbones.get(0).state();
    }
    Map<String, StateTensor> all = new LinkedHashMap<>();
    for (int branch = 0; branch < backbones.size(); branch++) {
      String prefix = branch + "/";
      backbones.get(branch).state().forEach((name, tensor) -> all.put(prefix + name, tensor));
    }
    return all;
  }

  @Override
  public Optional<TrainingMemory> memory() {
    TrainingMemory all = new TrainingMemory();
    for (int branch = 0; branch < backbones.size(); branch++) {
      Optional<TrainingMemory> own = backbones.get(branch).memory();
      if (own.isEmpty()) {
        return Optional.empty();
      }
      all.add(branch + "/", own.get());
    }
    return Optional.of(all);
  }

  @Override
  public void restore(TrainingMemory memory) {
    for (int branch = 0; branch < backbones.size(); branch++) {
      backbones.get(branch).restore(memory.behind(branch + "/"));
    }
  }

  @Override
  public void close() {
    pixels.close();
    backbones.forEach(Backbone::close);
    Stream.concat(images.stream(), Stream.of(gradients, embeddings)).forEach(RowBuffer::close);
  }

  private boolean single() {
    return backbones.size() == 1;
  }

  /** Several backbones are each given their rows of a batch, as numbers. */
  private PixelFeed<? extends ImageBatch> feed(
      List<List<Sample>> batches, PixelReader.@Nullable ImageChange change) {
    return single() ? pixels.feed(batches, change, backbones.get(0)) : pixels.feed(batches, change);
  }

  /** Embeds a batch: {@code [n, d]}, valid until the next call. */
  private INDArray forward(ImageBatch batch, List<Sample> samples, boolean training) {
    rows = BranchRows.of(branches, samples);
    return batch instanceof NormalisedBatch normalised && !single()
        ? divided(normalised.images(), samples, training)
        : batch.embed(backbones.get(0), training);
  }

  private INDArray divided(INDArray batch, List<Sample> samples, boolean training) {
    float[] pixelValues = FloatTensors.read(batch);
    float[] all = new float[samples.size() * embeddingSize()];
    busy()
        .forEach(
            branch -> {
              int length = pixelValues.length / samples.size();
              float[] own = new float[rows.count(branch) * length];
              rows.gather(branch, pixelValues, own, length);
              INDArray input = images.get(branch).rows(rows.count(branch), own);
              INDArray embedded = backbones.get(branch).forward(input, training);
              rows.scatter(branch, FloatTensors.read(embedded), all, embeddingSize());
            });
    return embeddings.rows(samples.size(), all);
  }

  /** The backbones that have rows in the last batch. */
  private IntStream busy() {
    return IntStream.range(0, backbones.size()).filter(branch -> rows.count(branch) > 0);
  }
}
