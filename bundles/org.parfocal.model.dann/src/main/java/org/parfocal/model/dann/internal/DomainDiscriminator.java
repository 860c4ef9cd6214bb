package org.parfocal.model.dann.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.Domains;
import org.parfocal.learning.Loss;
import org.parfocal.nn.CrossEntropyLoss;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Layer;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.ReLU;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Sequential;
import org.parfocal.nn.ValueAndGradient;
import org.parfocal.statistics.Probe;
import org.parfocal.statistics.ProbeAccuracy;

/**
 * The domain branch: a classifier D that learns to tell the domain of a representation, and the
 * reversal of its gradient on the way back. Rows of unknown domain take no part: the domain term is
 * the mean over the other rows.
 */
final class DomainDiscriminator implements Module {
  private final Domains domains;
  private final double rate;
  private final Sequential network;
  private final CrossEntropyLoss crossEntropy;
  private final RowBuffer sumRows;

  /**
   * Makes a discriminator: linear maps with ReLU between them.
   *
   * @param length of a representation
   * @param hidden units of D's hidden layers; 0 for no such layer, so that {0} is a linear
   *     classifier
   * @param rate learning rate of D over that of everything else, so that what is reversed is the
   *     gradient of what can be told and not of a classifier that lags behind
   */
  DomainDiscriminator(Domains domains, int length, int[] hidden, double rate, long seed) {
    SplittableRandom seeds = new SplittableRandom(seed);
    Map<String, Layer> layers = new LinkedHashMap<>();
    int inputs = length;
    int index = 0;
    for (int units : IntStream.of(hidden).filter(units -> units > 0).toArray()) {
      layers.put("" + index, new Linear(inputs, units, seeds.nextLong()));
      layers.put("relu-" + index, new ReLU());
      inputs = units;
      index++;
    }
    layers.put("" + index, new Linear(inputs, domains.names().size(), seeds.nextLong()));
    this.domains = domains;
    this.rate = rate;
    this.network = new Sequential(layers);
    this.crossEntropy = new CrossEntropyLoss(domains.names().size());
    this.sumRows = new RowBuffer(length);
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>(network.children());
    parts.put("cross-entropy", crossEntropy);
    parts.put("sums", sumRows);
    return parts;
  }

  @Override
  public void step(OptimizerStep step) {
    Module.super.step(step.times(rate));
  }

  /**
   * Computes the domain term and the gradients that D descends, and adds −λ times the gradient of
   * the representation to that of the other terms.
   *
   * @param samples of the rows
   * @param representation {@code [n, length]}
   * @param others ∂(other terms)/∂representation; not changed
   * @return with λ = 0 the very gradient that was given, so that the domain leaves no trace, not
   *     even of rounding
   */
  Loss evaluate(List<Sample> samples, INDArray representation, INDArray others, double lambda) {
    int[] labels = domains.labels(samples);
    long known = IntStream.of(labels).filter(label -> label >= 0).count();
    INDArray logits = network.forward(representation);
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("domain-correct", correct(logits, labels));
    counts.put("domain-rows", known);
    ValueAndGradient loss = crossEntropy.evaluate(logits, labels);
    INDArray sum = others;
    if (known > 0) {
      INDArray gradient = network.backward(loss.gradient());
      sum = lambda == 0 ? others : reversed(others, gradient, lambda);
    }
    return new Loss(Map.of("domain", loss.value()), sum, counts);
  }

  private INDArray reversed(INDArray others, INDArray gradient, double lambda) {
    float[] sum = FloatTensors.read(others);
    float[] own = FloatTensors.read(gradient);
    for (int index = 0; index < sum.length; index++) {
      sum[index] -= (float) (lambda * own[index]);
    }
    return sumRows.rows(Math.toIntExact(others.size(0)), sum);
  }

  /**
   * How well the domain of held-out patients can be told from their representation: by a fresh
   * linear probe, against which nothing has been trained, and by D itself. The second alone says
   * little: it falls to chance as well when D merely lags behind.
   *
   * @param seed of the probe's folds
   * @return {@code domain-probe-accuracy} beside {@code domain-chance}, the share of the most
   *     frequent domain, and {@code domain-head-accuracy}; without what cannot be measured
   */
  Map<String, Double> observe(List<Sample> samples, INDArray representation, long seed) {
    int[] labels = domains.labels(samples);
    int[] known = IntStream.range(0, labels.length).filter(row -> labels[row] >= 0).toArray();
    if (known.length == 0) {
      return Map.of();
    }
    ProbeAccuracy probe =
        Probe.accuracy(
            IntStream.of(known)
                .mapToObj(row -> FloatTensors.readDoubles(representation.getRow(row)))
                .toArray(double[][]::new),
            IntStream.of(known).map(row -> labels[row]).toArray(),
            IntStream.of(known).mapToObj(row -> samples.get(row).patient()).toList(),
            seed);
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (probe.defined()) {
      numbers.put("domain-probe-accuracy", probe.accuracy());
    }
    numbers.put("domain-chance", probe.chance());
    double correct = correct(network.forward(representation), labels);
    numbers.put("domain-head-accuracy", correct / known.length);
    return numbers;
  }

  private static long correct(INDArray logits, int[] labels) {
    float[] values = FloatTensors.read(logits);
    int length = values.length / labels.length;
    long correct = 0;
    for (int row = 0; row < labels.length; row++) {
      int best = 0;
      for (int k = 1; k < length; k++) {
        best = values[row * length + k] > values[row * length + best] ? k : best;
      }
      correct += best == labels[row] ? 1 : 0;
    }
    return correct;
  }
}
