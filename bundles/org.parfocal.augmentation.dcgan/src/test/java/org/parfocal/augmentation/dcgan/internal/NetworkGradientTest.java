package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Slopes of both whole networks against central differences along each parameter's own slope. */
class NetworkGradientTest {
  private static final int BATCH = 6;
  private static final Recipe RECIPE = new Recipe(16, 7, 3, 1, BATCH, 1e-3);

  @BeforeAll
  static void startEngine() {
    TestEngine.start();
  }

  @Test
  void generatorsSlopesAreThoseOfCentralDifferences() {
    try (Network network = Dcgan.generator(RECIPE, BATCH, new SplittableRandom(1))) {
      check(network, Numbers.normal(BATCH * 7, 2), Numbers.normal(BATCH * 768, 3));
    }
  }

  @Test
  void discriminatorsSlopesAreThoseOfCentralDifferences() {
    try (Network network = Dcgan.discriminator(RECIPE, BATCH, new SplittableRandom(1))) {
      check(network, Numbers.normal(BATCH * 768, 2), Numbers.normal(BATCH, 3));
    }
  }

  /** The loss is Σ output · weight. Weights of 0.02 would leave too little to be seen in float. */
  private static void check(Network network, float[] input, float[] weights) {
    for (Parameter parameter : network.parameters()) {
      for (int i = 0; i < parameter.values().length; i++) {
        parameter.values()[i] *= 5;
      }
    }
    network.forward(input, Pass.TRAINING);
    float[] inputSlope = network.backward(weights.clone()).clone();
    compare(network, input, weights, input, inputSlope);
    for (Parameter parameter : network.parameters()) {
      compare(network, input, weights, parameter.values(), parameter.slopes().clone());
    }
  }

  private static void compare(
      Network network, float[] input, float[] weights, float[] place, float[] slope) {
    double norm = Math.sqrt(Numbers.dot(slope, slope));
    float[] start = place.clone();
    double step = 2e-3;
    move(place, start, slope, step / norm);
    double above = Numbers.dot(network.forward(input, Pass.TRAINING), weights);
    move(place, start, slope, -step / norm);
    double below = Numbers.dot(network.forward(input, Pass.TRAINING), weights);
    move(place, start, slope, 0);

    assertThat(norm).isPositive();
    assertThat((above - below) / (2 * step)).isCloseTo(norm, within(0.01 * norm));
  }

  private static void move(float[] place, float[] start, float[] slope, double length) {
    for (int i = 0; i < place.length; i++) {
      place[i] = (float) (start[i] + length * slope[i]);
    }
  }
}
