package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  /** On a cross along two known directions, everything is known. */
  @Test
  void findsPlantedDirectionsAndTheirShares() {
    double[] first = {0.6, 0.8, 0, 0};
    double[] second = {0, 0, 0.28, 0.96};
    List<float[]> points = new ArrayList<>();
    for (double sign : new double[] {-1, 1}) {
      points.add(point(first, 3 * sign));
      points.add(point(second, 2 * sign));
    }

    PrincipalComponents found = PrincipalComponents.of(points);

    assertThat(found.shares()[0]).isCloseTo(9.0 / 13, within(1e-6));
    assertThat(found.shares()[1]).isCloseTo(4.0 / 13, within(1e-6));
    assertThat(found.places()[0]).containsExactly(new double[] {-3, 0}, within(1e-2));
    assertThat(found.places()[3]).containsExactly(new double[] {0, 2}, within(1e-2));
  }

  private static float[] point(double[] direction, double length) {
    float[] point = new float[direction.length];
    for (int d = 0; d < point.length; d++) {
      // Far from the origin, which counts for nothing.
      point[d] = (float) (direction[d] * length + 10);
    }
    return point;
  }

  @Test
  void noOtherDirectionHasMoreVariance() {
    Random random = new Random(7);
    List<float[]> points = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      float[] point = new float[20];
      for (int d = 0; d < point.length; d++) {
        point[d] = (float) (random.nextGaussian() * (1 + d % 5));
      }
      points.add(point);
    }
    double[][] places = PrincipalComponents.of(points).places();
    double best = variance(places, 0);
    double crossed = 0;
    for (double[] place : places) {
      crossed += place[0] * place[1];
    }

    assertThat(crossed / points.size()).isCloseTo(0, within(0.05 * best));
    for (int trial = 0; trial < 500; trial++) {
      double[][] projected = new double[points.size()][1];
      double[] direction = random.doubles(20, -1, 1).toArray();
      double length = 0;
      for (double one : direction) {
        length += one * one;
      }
      for (int i = 0; i < projected.length; i++) {
        for (int d = 0; d < 20; d++) {
          projected[i][0] += points.get(i)[d] * direction[d] / Math.sqrt(length);
        }
      }
      assertThat(variance(projected, 0)).isLessThanOrEqualTo(best * 1.0001);
    }
  }

  private static double variance(double[][] places, int k) {
    double mean = 0;
    double squares = 0;
    for (double[] place : places) {
      mean += place[k] / places.length;
      squares += place[k] * place[k] / places.length;
    }
    return squares - mean * mean;
  }

  @Test
  void pointsThatAreAllTheSameStayTogether() {
    PrincipalComponents found =
        PrincipalComponents.of(List.of(new float[] {1, 2}, new float[] {1, 2}));
    assertThat(found.places()).isDeepEqualTo(new double[2][2]);
    assertThat(found.shares()).containsExactly(0, 0);
  }
}
