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
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.LogSoftmax;
import org.parfocal.nn.Module;
import org.parfocal.nn.RowBuffer;

/**
 * DSML (Diao et al. 2023, IEEE JBHI 27(3)), re-implemented from the abstract:
 *
 * <pre>L = Σ_m CE(y, p_m) + w·CE(y, p_fused) + λ/(M(M−1)) Σ_{m≠n} H(stop-gradient(q_n), q_m)</pre>
 *
 * <p>mean over the pyramids of a batch. p_m = softmax(z_m/T) is what a linear classifier says of
 * the representation at magnification m; what is fused is told by {@link Fusion}, what is compared
 * by {@link Similarity}. A term of weight 0 is left out.
 *
 * <p>Inference: an image is scored by the classifier of its magnification, one of a magnification
 * that was not trained on by that of the {@linkplain Scales#nearest nearest}; where pyramids are
 * scored, the images of a {@linkplain Places place} get its fused probabilities.
 */
final class DsmlObjective implements Objective {
  private final DsmlSettings settings;
  private final Scales scales;
  private final int classes;
  private final BranchHeads heads;
  private final Fusion fusion;
  private final Similarity similarity;
  private final RowBuffer gradientRows;
  private final RowBuffer probabilityRows;
  private final RowBuffer representationRows;

  DsmlObjective(DsmlSettings settings, Scales scales, int embeddingSize, int classes, long seed) {
    this.settings = settings;
    this.scales = scales;
    this.classes = classes;
    SplittableRandom seeds = new SplittableRandom(seed);
    int count = settings.perMagnification() ? scales.count() : 1;
    this.heads =
        new BranchHeads(count, embeddingSize, settings.projection(), classes, seeds.nextLong());
    this.fusion =
        settings.concatenate()
            ? new ConcatenatedFusion(
                scales.count(), heads.width(), classes, settings.temperature(), seeds.nextLong())
            : new MeanFusion();
    this.similarity = Similarity.of(settings);
    this.gradientRows = new RowBuffer(embeddingSize);
    this.probabilityRows = new RowBuffer(classes);
    this.representationRows = new RowBuffer(heads.width());
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    PyramidRows rows = rows(batch, embeddings);
    return loss(batch, rows, targets(rows));
  }

  /** The values whose gradient is stopped. */
  double[] targets(Batch batch, INDArray embeddings) {
    return targets(rows(batch, embeddings));
  }

  /** {@link #evaluate} with targets that do not follow the parameters. */
  Loss evaluate(Batch batch, INDArray embeddings, double[] targets) {
    return loss(batch, rows(batch, embeddings), targets);
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    BranchOutputs outputs = heads.forward(FloatTensors.read(embeddings), route(samples));
    double[] probabilities = probabilities(outputs);
    if (settings.pyramidInference()) {
      PlaceScores.fuse(
          Places.of(samples, scales, settings.leastTogether(scales)),
          fusion,
          outputs.representations(),
          probabilities,
          classes);
    }
    INDArray rows = probabilityRows.rows(samples.size(), Floats.of(probabilities));
    return settings.projection() == 0
        ? Inference.of(rows)
        : new Inference(
            rows, representationRows.rows(samples.size(), Floats.of(outputs.representations())));
  }

  @Override
  public Map<String, Double> observe(List<Sample> validation, INDArray embeddings) {
    List<Pyramid> pyramids = Pyramid.among(validation, scales);
    if (pyramids.isEmpty()) {
      return Map.of();
    }
    BranchOutputs outputs = heads.forward(FloatTensors.read(embeddings), route(validation));
    return CrossMagnification.of(
            pyramids,
            matrix(probabilities(outputs), classes),
            matrix(outputs.representations(), heads.width()))
        .summary();
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.of(heads.logitGradient(branch(sample), embedding, label));
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>(heads.children());
    parts.put("fusion", fusion);
    return parts;
  }

  @Override
  public void close() {
    heads.close();
    fusion.close();
    gradientRows.close();
    probabilityRows.close();
    representationRows.close();
  }

  private PyramidRows rows(Batch batch, INDArray embeddings) {
    scales.requirePyramids(batch.samples(), batch.groupSize());
    BranchOutputs outputs = heads.forward(FloatTensors.read(embeddings), route(batch.samples()));
    return PyramidRows.of(scales.count(), classes, outputs, settings.temperature());
  }

  private double[] targets(PyramidRows rows) {
    return settings.lambda() > 0 ? similarity.targets(rows) : new double[0];
  }

  private Loss loss(Batch batch, PyramidRows rows, double[] targets) {
    int[] labels =
        IntStream.range(0, rows.groups())
            .map(group -> batch.samples().get(rows.row(group, 0)).label())
            .toArray();
    Slopes slopes = Slopes.zero(rows);
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("cross-entropy", Classification.evaluate(rows, labels, slopes));
    if (settings.fusedWeight() > 0) {
      terms.put("fused", fusion.evaluate(rows, labels, settings.fusedWeight(), slopes));
    }
    if (settings.lambda() > 0) {
      terms.put("similarity", similarity.evaluate(rows, targets, slopes));
    }
    float[] gradient =
        heads.backward(
            slopes.logits(settings.temperature()),
            slopes.representations(),
            route(batch.samples()));
    return new Loss(terms, gradientRows.rows(batch.samples().size(), gradient), counts(rows));
  }

  private static Map<String, Long> counts(PyramidRows rows) {
    long agreeing =
        IntStream.range(0, rows.groups())
            .filter(
                group ->
                    IntStream.range(0, rows.magnifications())
                            .map(m -> rows.decision(rows.row(group, m)))
                            .distinct()
                            .count()
                        == 1)
            .count();
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pyramids", (long) rows.groups());
    counts.put("agreeing-pyramids", agreeing);
    return counts;
  }

  private int[] route(List<Sample> samples) {
    return samples.stream().mapToInt(this::branch).toArray();
  }

  private int branch(Sample sample) {
    return settings.perMagnification() ? scales.nearest(sample) : 0;
  }

  private double[] probabilities(BranchOutputs outputs) {
    double[] values = LogSoftmax.rows(outputs.logits(), classes, settings.temperature());
    for (int index = 0; index < values.length; index++) {
      values[index] = Math.exp(values[index]);
    }
    return values;
  }

  private static double[][] matrix(double[] values, int length) {
    double[][] rows = new double[values.length / length][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(values, row * length, (row + 1) * length);
    }
    return rows;
  }
}
