package org.parfocal.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a node computes from its inputs. Parameters are named as in {@link LayerGraph#parameters}.
 */
public sealed interface Operation {
  /** The images, {@code [n, height, width, 3]}. */
  record Input() implements Operation {}

  /** A convolution of one of three kinds. */
  record Convolution(Kind kind, SlidingWindow window, String weight, @Nullable String bias)
      implements Operation {
    /** Which convolution. */
    public enum Kind {
      /** Weights {@code [kernel height, kernel width, in, out]}. */
      PLAIN,
      /** Weights {@code [kernel height, kernel width, channels, multiplier]}. */
      DEPTHWISE,
      /** Weights {@code [kernel height, kernel width, out, in]}. */
      TRANSPOSED
    }
  }

  /** Weights {@code [in, out]}; a map is read channel by channel, as DL4J and torch flatten it. */
  record Dense(String weight, @Nullable String bias) implements Operation {}

  /**
   * Batch normalisation (Ioffe and Szegedy 2015).
   *
   * @param layer prefix of {@code weight}, {@code bias}, {@code running_mean}, {@code running_var}
   * @param decay share of the running statistics that a step leaves
   */
  record BatchNorm(String layer, double epsilon, double decay) implements Operation {}

  /** An activation function without parameters. */
  record Activate(ActivationFunction function, double slope) implements Operation {}

  /** max(0, x) + a·min(0, x) with one a for each channel, or one for all. */
  record ParametricRelu(String weight) implements Operation {}

  /** Maximum or average of a window. */
  record Pool(boolean maximum, SlidingWindow window) implements Operation {}

  /** Maximum or average over all places. */
  record GlobalPool(boolean maximum) implements Operation {}

  /** mean(max(x, ε)ᵖ)^(1/p) over all places; {@code power} names p. */
  record GeneralizedMean(String power) implements Operation {
    /** ε: smaller numbers count as this, and get no gradient where they are not above 0. */
    public static final double FLOOR = 1e-6;
  }

  /** Sum of all inputs. */
  record Add() implements Operation {}

  /** Channels of all inputs one after another. */
  record Concatenate() implements Operation {}

  /** Zeros around a map. */
  record Pad(int top, int left) implements Operation {}

  /**
   * In training, keeps a number with this probability and divides it by that (inverted dropout).
   */
  record Dropout(double keep) implements Operation {}

  /**
   * In training, mixes the statistics of images; see {@link org.parfocal.plan.MixStyle} and {@link
   * StyleDraw}.
   */
  record MixStyle(double probability, double alpha) implements Operation {
    /** What is added to the unbiased variance of a channel, as in the authors' code. */
    public static final double EPSILON = 1e-6;
  }
}
