package org.parfocal.model.dsml.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.learning.BranchRows;
import org.parfocal.learning.Branches;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Module;
import org.parfocal.nn.RowBuffer;

/**
 * Branches of linear classifiers that learn by the {@link DsmlLoss}.
 *
 * <p>Inference: an image is scored by the classifier of its magnification, one of a magnification
 * that was not trained on by that of the {@linkplain Scales#nearest nearest}; where pyramids are
 * scored, the images of a {@linkplain Places place} get its fused probabilities.
 */
final class DsmlObjective implements Objective {
  private final DsmlOptions options;
  private final Branches branches;
  private final Scales scales;
  private final int classes;
  private final BranchHeads heads;
  private final DsmlLoss loss;
  private final RowBuffer gradientRows;
  private final RowBuffer probabilityRows;
  private final RowBuffer representationRows;

  DsmlObjective(DsmlOptions options, Scales scales, int embeddingSize, int classes, long seed) {
    this.options = options;
    this.branches = options.branches().of(scales);
    this.scales = scales;
    this.classes = classes;
    SplittableRandom seeds = new SplittableRandom(seed);
    this.heads =
        new BranchHeads(
            branches.count(), embeddingSize, options.projection(), classes, seeds.nextLong());
    double temperature = options.temperature();
    this.loss =
        new DsmlLoss(
            options.fused_weight(),
            switch (options.fusion()) {
              case MEAN -> new MeanFusion();
              case CONCATENATE ->
                  new ConcatenatedFusion(
                      scales.count(), heads.width(), classes, temperature, seeds.nextLong());
            },
            options.lambda(),
            switch (options.similarity()) {
              case PROBABILITY -> new ProbabilitySimilarity();
              case FEATURE -> new FeatureSimilarity(temperature);
            });
    this.gradientRows = new RowBuffer(embeddingSize);
    this.probabilityRows = new RowBuffer(classes);
    this.representationRows = new RowBuffer(heads.width());
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>(heads.children());
    parts.put("fusion", loss.fusion());
    parts.put("gradient-rows", gradientRows);
    parts.put("probability-rows", probabilityRows);
    parts.put("representation-rows", representationRows);
    return parts;
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    PyramidRows rows = rows(batch, embeddings);
    return evaluate(batch, rows, loss.targets(rows));
  }

  /** The values whose gradient is stopped. */
  double[] targets(Batch batch, INDArray embeddings) {
    return loss.targets(rows(batch, embeddings));
  }

  /** {@link #evaluate} with targets that do not follow the parameters. */
  Loss evaluate(Batch batch, INDArray embeddings, double[] targets) {
    return evaluate(batch, rows(batch, embeddings), targets);
  }

  private PyramidRows rows(Batch batch, INDArray embeddings) {
    scales.requirePyramids(batch.samples(), batch.groupSize());
    int[] labels = batch.labels();
    int[] ofPyramids =
        IntStream.range(0, labels.length / scales.count())
            .map(group -> labels[group * scales.count()])
            .toArray();
    return PyramidRows.of(
        forward(batch.samples(), embeddings), ofPyramids, scales.count(), options.temperature());
  }

  private Loss evaluate(Batch batch, PyramidRows rows, double[] targets) {
    PyramidRows.Gradients gradients = rows.zeroGradients();
    Map<String, Double> terms = loss.evaluate(rows, targets, gradients);
    float[] gradient =
        heads.backward(
            gradients.logits(options.temperature()),
            gradients.representations(),
            BranchRows.of(branches, batch.samples()),
            batch.backboneLearns());
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pyramids", (long) rows.groups());
    counts.put("agreeing-pyramids", rows.agreeing());
    return new Loss(terms, gradientRows.rows(rows.rows(), gradient), counts);
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    BranchHeads.Outputs outputs = forward(samples, embeddings);
    double[] probabilities = outputs.probabilities(classes, options.temperature());
    if (options.inference() == DsmlOptions.Scored.PYRAMID) {
      Places.fuse(
          Places.of(samples, scales, options.fusion().leastTogether(scales)),
          loss.fusion(),
          outputs.representations(),
          probabilities,
          classes);
    }
    INDArray rows = probabilityRows.rows(samples.size(), probabilities);
    return options.projection() == 0
        ? Inference.of(rows)
        : new Inference(rows, representationRows.rows(samples.size(), outputs.representations()));
  }

  @Override
  public Optional<String> missing(Sample sample) {
    return branches.count() > 1 ? scales.missing(sample) : Optional.empty();
  }

  @Override
  public Map<String, Double> observe(List<Sample> validation, INDArray embeddings) {
    List<Pyramid> pyramids = Pyramid.among(validation, scales);
    if (pyramids.isEmpty()) {
      return Map.of();
    }
    BranchHeads.Outputs outputs = forward(validation, embeddings);
    return MagnificationComparison.of(
            pyramids,
            matrix(outputs.probabilities(classes, options.temperature()), classes),
            matrix(outputs.representations(), heads.width()))
        .summary();
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.of(heads.logitGradient(branches.of(sample), embedding, label));
  }

  private BranchHeads.Outputs forward(List<Sample> samples, INDArray embeddings) {
    return heads.forward(FloatTensors.read(embeddings), BranchRows.of(branches, samples));
  }

  private static double[][] matrix(double[] values, int length) {
    double[][] rows = new double[values.length / length][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * length, (row + 1) * length));
    return rows;
  }
}
