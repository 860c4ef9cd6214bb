package org.parfocal.model.dsml.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Sample;

class MagnificationComparisonTest {
  private static final int MAGNIFICATIONS = 3;

  @Test
  void hasTheMatricesOfNaiveLoops() {
    List<Sample> samples = Samples.pyramids(7, MAGNIFICATIONS, 2);
    List<Pyramid> pyramids = Pyramid.among(samples, Samples.scales(MAGNIFICATIONS));
    RandomRows features = new RandomRows(samples.size(), 4, 1);
    RandomRows logits = new RandomRows(samples.size(), 2, 2);
    double[][] h = new double[samples.size()][];
    double[][] p = new double[samples.size()][2];
    for (int row = 0; row < samples.size(); row++) {
      h[row] = features.row(row);
      p[row][1] = 1 / (1 + Math.exp(-logits.row(row)[0]));
      p[row][0] = 1 - p[row][1];
    }

    MagnificationComparison compared = MagnificationComparison.of(pyramids, p, h);

    for (int m = 0; m < MAGNIFICATIONS; m++) {
      for (int n = 0; n < MAGNIFICATIONS; n++) {
        double cosine = 0;
        double elsewhere = 0;
        double crossEntropy = 0;
        double agreement = 0;
        for (int g = 0; g < 7; g++) {
          int i = g * MAGNIFICATIONS + m;
          int j = g * MAGNIFICATIONS + n;
          cosine += cosine(h[i], h[j]) / 7;
          crossEntropy -= (p[j][0] * Math.log(p[i][0]) + p[j][1] * Math.log(p[i][1])) / 7;
          agreement += (p[i][0] >= 0.5) == (p[j][0] >= 0.5) ? 1.0 / 7 : 0;
          for (int other = 0; other < 7; other++) {
            if (other != g) {
              elsewhere += cosine(h[i], h[other * MAGNIFICATIONS + n]) / 42;
            }
          }
        }
        assertThat(compared.cosine()[m][n]).isCloseTo(cosine, within(1e-9));
        assertThat(compared.elsewhere()[m][n]).isCloseTo(elsewhere, within(1e-9));
        assertThat(compared.crossEntropy()[m][n]).isCloseTo(crossEntropy, within(1e-9));
        assertThat(compared.agreement()[m][n]).isCloseTo(agreement, within(1e-9));
      }
    }
    double sum = 0;
    for (int m = 0; m < MAGNIFICATIONS; m++) {
      for (int n = 0; n < MAGNIFICATIONS; n++) {
        sum += m == n ? 0 : compared.agreement()[m][n];
      }
    }
    assertThat(compared.summary().get("agreement")).isCloseTo(sum / 6, within(1e-9));
    assertThat(compared.summary())
        .containsOnlyKeys("pyramids", "agreement", "cross-entropy", "cosine", "cosine-elsewhere");
  }

  @Test
  void saysNothingOfOtherPlacesWhereThereIsOne() {
    List<Pyramid> one = Pyramid.among(Samples.pyramids(1, 2, 2), Samples.scales(2));
    double[][] rows = {{0, 0}, {1, 0}};

    MagnificationComparison compared = MagnificationComparison.of(one, rows, rows);

    assertThat(compared.summary()).doesNotContainKey("cosine-elsewhere");
    assertThat(compared.summary().values()).allMatch(Double::isFinite);
  }

  @Test
  void findsPyramidsByPlaceElseByPatient() {
    List<Sample> samples = new ArrayList<>();
    samples.add(Samples.of("a", "1", "100X", 0));
    samples.add(Samples.of("a", "1", "40X", 0));
    samples.add(Samples.of("a", "2", "40X", 0)); // incomplete
    samples.add(Samples.of("b", "1", "100X", 0)); // another patient's
    samples.add(Samples.of("c", null, "40X", 1));
    samples.add(Samples.of("c", null, "40X", 1)); // a second one
    samples.add(Samples.of("c", null, "200X", 1)); // not trained on
    samples.add(Samples.of("c", null, "100X", 1));
    samples.add(Samples.of("d", null, "40X", 0)); // of two classes
    samples.add(Samples.of("d", null, "100X", 1));

    assertThat(Pyramid.among(samples, Samples.scales(2)))
        .containsExactly(
            new Pyramid("a", "1", 0, List.of(1, 0)), new Pyramid("c", null, 1, List.of(4, 7)));
  }

  private static double cosine(double[] a, double[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < a.length; k++) {
      dot += a[k] * b[k];
      aa += a[k] * a[k];
      bb += b[k] * b[k];
    }
    return dot / Math.sqrt(aa * bb);
  }
}
