package org.parfocal.model.dann.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
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
  private final RowBuffer knownRows;
  private final RowBuffer sumRows;
  private KnownRows known = KnownRows.NONE;
  private float[] gradient = {};

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
    for (int units : hidden) {
      if (units > 0) {
        layers.put("" + index, new Linear(inputs, units, seeds.nextLong()));
        layers.put("relu-" + index, new ReLU());
        inputs = units;
        index++;
      }
    }
    layers.put("" + index, new Linear(inputs, domains.names().size(), seeds.nextLong()));
    this.domains = domains;
    this.rate = rate;
    this.network = new Sequential(layers);
    this.crossEntropy = new CrossEntropyLoss(domains.names().size());
    this.knownRows = new RowBuffer(length);
    this.sumRows = new RowBuffer(length);
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>(network.children());
    parts.put("cross-entropy", crossEntropy);
    return parts;
  }

  @Override
  public void step(OptimizerStep step) {
    Module.super.step(step.times(rate));
  }

  /**
   * Computes the domain term and its gradients: those that D descends, and that of the
   * representation for {@link #reverse}.
   *
   * @param samples of the rows
   * @param representation {@code [n, length]}
   */
  Judgement evaluate(List<Sample> samples, INDArray representation) {
    known = KnownRows.of(domains, samples);
    if (known.count() == 0) {
      return new Judgement(0, 0, 0);
    }
    INDArray logits = logits(known, representation);
    int correct = known.correct(logits);
    ValueAndGradient loss = crossEntropy.evaluate(logits, known.domains());
    gradient = FloatTensors.read(network.backward(loss.gradient()));
    return new Judgement(loss.value(), known.count(), correct);
  }

  /**
   * Adds −λ times the gradient of the last domain term.
   *
   * @param other ∂(other terms)/∂representation, {@code [n, length]}; not changed
   * @return the sum, valid until the next call; with λ = 0 the very matrix that was given, so that
   *     the domain leaves no trace, not even of rounding
   */
  INDArray reverse(INDArray other, double lambda) {
    if (lambda == 0 || known.count() == 0) {
      return other;
    }
    int length = knownRows.rowLength();
    float[] sum = FloatTensors.read(other);
    for (int index = 0; index < known.count(); index++) {
      int start = known.rows()[index] * length;
      for (int k = 0; k < length; k++) {
        sum[start + k] -= (float) (lambda * gradient[index * length + k]);
      }
    }
    return sumRows.rows(Math.toIntExact(other.size(0)), sum);
  }

  /** Share of these rows, all of known domain, that D judges rightly. */
  double accuracy(KnownRows rows, INDArray representation) {
    return rows.correct(logits(rows, representation)) / (double) rows.count();
  }

  private INDArray logits(KnownRows rows, INDArray representation) {
    return network.forward(
        rows.count() == representation.size(0)
            ? representation
            : knownRows.rows(rows.count(), rows.gather(representation)));
  }

  @Override
  public void close() {
    Module.super.close();
    knownRows.close();
    sumRows.close();
  }

  /**
   * What D made of a batch.
   *
   * @param loss mean cross-entropy over the rows of known domain; 0 if there are none
   * @param rows how many
   * @param correct how many of them have their largest logit at the true domain
   */
  record Judgement(double loss, int rows, int correct) {}
}
