package org.parfocal.backbone.dl4j.internal.plan;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.MixStyle;
import org.parfocal.nn.FloatTensors;

/**
 * {@link MixStyle}: with mean μ and deviation σ of a channel of one image, and those of its
 * partner, y = σ_mix·(x − μ)/σ + μ_mix, where mix is λ of one's own and 1 − λ of the partner's. As
 * written in the authors' code, σ² is the unbiased variance and ε = 10⁻⁶, and partners are a
 * permutation. It is computed as y = a·x + b, which is x to the last bit for λ = 1; ∂y/∂x = a, for
 * statistics count as constants. What does not train has no such node.
 */
final class MixStyleStage extends Stage {
  private static final double EPSILON = 1e-6;

  private final Operation.MixStyle mix;
  private final int images;
  private final long places;
  private final int channels;

  /** a, for each image and channel. */
  private final Buffer factors;

  private boolean mixes;
  private double[] shares = {};
  private int[] partners = {};

  MixStyleStage(Compiler compiler, Node node, Operation.MixStyle mix) {
    super(compiler, node);
    this.mix = mix;
    images = compiler.images();
    places = node.shape().places();
    channels = node.shape().channels();
    factors = rows();
  }

  private Buffer rows() {
    return compiler.buffer((long) images * channels);
  }

  @Override
  Value forward() {
    Buffer x = input();
    Value result = inPlaceOrNew();
    Buffer y = result.activations();
    Buffer means = rows();
    Buffer variances = rows();
    Buffer offsets = rows();
    Buffer squares = compiler.buffer(images * places * channels);
    step(calls -> this::draw);
    ifMixed(calls -> mean(calls, x, means), x, means);
    ifMixed(calls -> calls.difference(maps(x), each(means), maps(squares)), x, means, squares);
    ifMixed(calls -> calls.product(flat(squares), flat(squares), flat(squares)), squares);
    ifMixed(calls -> mean(calls, squares, variances), squares, variances);
    ifMixed(calls -> () -> mix(means, variances, offsets), means, variances, offsets, factors);
    ifMixed(calls -> calls.product(maps(x), each(factors), maps(y)), x, y, factors);
    ifMixed(calls -> calls.sum(maps(y), each(offsets), maps(y)), y, offsets);
    if (x != y) {
      copyUnlessMixed(x, y);
    }
    return result;
  }

  @Override
  void backward() {
    Value value = compiler.value(node);
    Buffer gradient = value.gradient();
    if (compiler.value(node.input()) == value) {
      scale(gradient, gradient);
      return;
    }
    gradientOfInput(
        target -> {
          scale(gradient, target);
          copyUnlessMixed(gradient, target);
        });
  }

  private void scale(Buffer gradient, Buffer target) {
    ifMixed(
        calls -> calls.product(maps(gradient), each(factors), maps(target)),
        gradient,
        target,
        factors);
  }

  private void ifMixed(PlanDraft.Making making, Buffer... used) {
    step(
        calls -> {
          Runnable work = making.make(calls);
          return () -> {
            if (mixes) {
              work.run();
            }
          };
        },
        used);
  }

  private void copyUnlessMixed(Buffer from, Buffer to) {
    step(
        calls -> {
          Runnable copy = calls.copy(flat(from), flat(to));
          return () -> {
            if (!mixes) {
              copy.run();
            }
          };
        },
        from,
        to);
  }

  private INDArray maps(Buffer buffer) {
    return buffer.as(images, places, channels);
  }

  private INDArray each(Buffer buffer) {
    return buffer.as(images, 1, channels);
  }

  private Runnable mean(Calls calls, Buffer maps, Buffer means) {
    return calls.multiply(
        calls.ones(images, 1, places), false, maps(maps), false, each(means), 1.0 / places, 0);
  }

  /** By the generator whose state is kept with the training's. */
  private void draw() {
    SplittableRandom random = new SplittableRandom(compiler.parameters().random().nextLong());
    mixes = random.nextDouble() < mix.probability();
    if (mixes) {
      shares = new double[images];
      partners = new int[images];
      for (int image = 0; image < images; image++) {
        shares[image] = beta(random, mix.alpha());
        int other = random.nextInt(image + 1);
        partners[image] = partners[other];
        partners[other] = image;
      }
    }
  }

  /** A number of Beta(α, α), by the method of Jöhnk (1964), which is quick for α up to 1. */
  static double beta(SplittableRandom random, double alpha) {
    while (true) {
      double one = Math.pow(random.nextDouble(), 1 / alpha);
      double two = Math.pow(random.nextDouble(), 1 / alpha);
      if (one + two > 0 && one + two <= 1) {
        return one / (one + two);
      }
    }
  }

  private void mix(Buffer means, Buffer variances, Buffer offsets) {
    float[] mean = FloatTensors.read(flat(means));
    double[] deviation = FloatTensors.readDoubles(flat(variances));
    double unbiased = places > 1 ? places / (places - 1.0) : 1;
    for (int index = 0; index < deviation.length; index++) {
      deviation[index] = Math.sqrt(unbiased * deviation[index] + EPSILON);
    }
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
    FloatTensors.write(a, flat(factors));
    FloatTensors.write(b, flat(offsets));
  }
}
