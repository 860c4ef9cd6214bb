package org.parfocal.model.dann.internal;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.CrossEntropy;
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.RowBuffer;
import org.parfocal.learning.Update;

/**
 * The domain branch: a classifier D that learns to tell the domain of a representation, and the
 * reversal of its gradient on the way back. Rows of unknown domain take no part: the domain term is
 * the mean over the other rows. Used by one thread.
 */
final class Adversary implements AutoCloseable {
  private static final String NAME = "domain";

  private final Domains domains;
  private final int length;
  private final DomainHead head;
  private final CrossEntropy crossEntropy;
  private final RowBuffer knownRows;
  private final RowBuffer sumRows;
  private KnownRows known = KnownRows.none();
  private float[] slopes = {};

  /**
   * Makes an adversary.
   *
   * @param length of a representation
   * @param hidden units of D's hidden layers
   */
  Adversary(Domains domains, int length, List<Integer> hidden, long seed) {
    this.domains = domains;
    this.length = length;
    this.head = new DomainHead(length, hidden, domains.names().size(), seed);
    this.crossEntropy = new CrossEntropy(domains.names().size());
    this.knownRows = new RowBuffer(length);
    this.sumRows = new RowBuffer(length);
  }

  /**
   * Computes the domain term and its gradients: those that D descends, and that of the
   * representation for {@link #reverse}.
   *
   * @param samples of the rows
   * @param representation {@code [n, length]}; not changed, not kept
   */
  Term evaluate(List<Sample> samples, INDArray representation) {
    known = KnownRows.of(domains, samples);
    if (known.count() == 0) {
      gradients().values().forEach(gradient -> gradient.assign(0));
      return new Term(0, 0, 0);
    }
    INDArray logits = logits(known, representation);
    int correct = known.correct(logits);
    CrossEntropy.Result result = crossEntropy.evaluate(logits, known.labels());
    slopes = FloatTensors.read(head.backward(result.gradient()));
    return new Term(result.value(), known.count(), correct);
  }

  /**
   * Adds −λ times the domain term's gradient.
   *
   * @param gradient ∂(other terms)/∂representation, {@code [n, length]}; not changed
   * @return the sum, valid until the next call; with λ = 0 the very matrix that was given, so that
   *     the domain leaves no trace, not even of rounding
   */
  INDArray reverse(INDArray gradient, double lambda) {
    if (lambda == 0 || known.count() == 0) {
      return gradient;
    }
    float[] sum = FloatTensors.read(gradient);
    for (int index = 0; index < known.count(); index++) {
      int start = known.row(index) * length;
      for (int k = 0; k < length; k++) {
        sum[start + k] -= (float) (lambda * slopes[index * length + k]);
      }
    }
    return sumRows.rows(Math.toIntExact(gradient.size(0)), sum);
  }

  /** Share of the rows of known domain that D judges rightly; NaN if there are none. */
  double accuracy(List<Sample> samples, INDArray representation) {
    KnownRows judged = KnownRows.of(domains, samples);
    return judged.count() == 0
        ? Double.NaN
        : judged.correct(logits(judged, representation)) / (double) judged.count();
  }

  /** One step of D down the domain term of the last evaluation, if that had any rows. */
  void step(Update update) {
    if (known.count() > 0) {
      head.step(update);
    }
  }

  Map<String, INDArray> tensors() {
    return head.tensors(NAME);
  }

  Map<String, INDArray> gradients() {
    return head.gradients(NAME);
  }

  @Override
  public void close() {
    head.close();
    crossEntropy.close();
    knownRows.close();
    sumRows.close();
  }

  private INDArray logits(KnownRows rows, INDArray representation) {
    return head.forward(
        rows.count() == representation.size(0)
            ? representation
            : knownRows.rows(rows.count(), rows.gather(representation)));
  }

  /**
   * What D made of a batch.
   *
   * @param value mean cross-entropy over the rows of known domain; 0 if there are none
   * @param rows how many
   * @param correct how many of them have their largest logit at the true domain
   */
  record Term(double value, int rows, int correct) {}
}
