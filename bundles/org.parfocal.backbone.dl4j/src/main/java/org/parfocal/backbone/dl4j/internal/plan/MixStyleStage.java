package org.parfocal.backbone.dl4j.internal.plan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.parfocal.nn.FloatTensors;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Making;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.StyleDraw;

/**
 * {@link MixStyle}: with mean μ and deviation σ of a channel of one image, and those of its
 * partner, y = σ_mix·(x − μ)/σ + μ_mix, where mix is λ of one's own and 1 − λ of the partner's. As
 * written in the authors' code, σ² is the unbiased variance and ε = 10⁻⁶, and partners are a
 * permutation. It is computed as y = a·x + b, which is x to the last bit for λ = 1; ∂y/∂x = a, for
 * statistics count as constants. What does not train has no such node.
 */
final class MixStyleStage extends NativeStage {
  private final Random random;
  private final Operation.MixStyle mix;
  private final long places;
  private final int channels;

  /** a, for each image and channel. */
  private final Buffer factors;

  private @Nullable StyleDraw drawn;

  MixStyleStage(NodeDraft<PlanCalls> node, Random random, Operation.MixStyle mix) {
    super(node);
    this.random = random;
    this.mix = mix;
    places = out().places();
    channels = out().channels();
    factors = rows();
  }

  private Buffer rows() {
    return node.buffer((long) images * channels);
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    Buffer means = rows();
    Buffer variances = rows();
    Buffer offsets = rows();
    Buffer squares = node.buffer(images * places * channels);
    step(calls -> this::draw);
    ifMixed(calls -> mean(calls, x, means), x, means);
    ifMixed(
        calls -> calls.difference(maps(calls, x), each(calls, means), maps(calls, squares)),
        x,
        means,
        squares);
    ifMixed(
        calls -> calls.product(calls.flat(squares), calls.flat(squares), calls.flat(squares)),
        squares);
    ifMixed(calls -> mean(calls, squares, variances), squares, variances);
    ifMixed(
        calls -> () -> mix(calls, means, variances, offsets), means, variances, offsets, factors);
    ifMixed(
        calls -> calls.product(maps(calls, x), each(calls, factors), maps(calls, y)),
        x,
        y,
        factors);
    ifMixed(calls -> calls.sum(maps(calls, y), each(calls, offsets), maps(calls, y)), y, offsets);
    if (x != y) {
      copyUnlessMixed(x, y);
    }
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    gradientOfInput(
        target -> {
          scale(gradient, target);
          if (target != gradient) {
            copyUnlessMixed(gradient, target);
          }
        });
  }

  private void scale(Buffer gradient, Buffer target) {
    ifMixed(
        calls -> calls.product(maps(calls, gradient), each(calls, factors), maps(calls, target)),
        gradient,
        target,
        factors);
  }

  private StyleDraw drawn() {
    return Objects.requireNonNull(drawn);
  }

  private boolean mixes() {
    return drawn().mixes();
  }

  private void ifMixed(Making<PlanCalls> making, Buffer... used) {
    step(
        calls -> {
          Runnable work = making.make(calls);
          return () -> {
            if (mixes()) {
              work.run();
            }
          };
        },
        used);
  }

  private void copyUnlessMixed(Buffer from, Buffer to) {
    step(
        calls -> {
          Runnable copy = calls.copy(calls.flat(from), calls.flat(to));
          return () -> {
            if (!mixes()) {
              copy.run();
            }
          };
        },
        from,
        to);
  }

  private INDArray maps(PlanCalls calls, Buffer buffer) {
    return calls.as(buffer, images, places, channels);
  }

  private INDArray each(PlanCalls calls, Buffer buffer) {
    return calls.as(buffer, images, 1, channels);
  }

  private Runnable mean(PlanCalls calls, Buffer maps, Buffer means) {
    return calls.multiply(
        calls.ones(images, 1, places),
        false,
        maps(calls, maps),
        false,
        each(calls, means),
        1.0 / places,
        0);
  }

  /** By the generator whose state is kept with the training's. */
  private void draw() {
    drawn = StyleDraw.of(mix, images, random.nextLong());
  }

  private void mix(PlanCalls calls, Buffer means, Buffer variances, Buffer offsets) {
    float[] mean = FloatTensors.read(calls.flat(means));
    double[] deviation = FloatTensors.readDoubles(calls.flat(variances));
    double unbiased = places > 1 ? places / (places - 1.0) : 1;
    for (int index = 0; index < deviation.length; index++) {
      deviation[index] = Math.sqrt(unbiased * deviation[index] + Operation.MixStyle.EPSILON);
    }
    double[] shares = drawn().shares();
    int[] partners = drawn().partners();
    float[] a = new float[mean.length];
    float[] b = new float[mean.length];
    for (int index = 0; index < a.length; index++) {
      double share = shares[index / channels];
      int other = partners[index / channels] * channels + index % channels;
      double factor =
          (share * deviation[index] + (1 - share) * deviation[other]) / deviation[index];
      a[index] = (float) factor;
      b[index] = (float) (share * mean[index] + (1 - share) * mean[other] - factor * mean[index]);
    }
    FloatTensors.write(a, calls.flat(factors));
    FloatTensors.write(b, calls.flat(offsets));
  }
}
