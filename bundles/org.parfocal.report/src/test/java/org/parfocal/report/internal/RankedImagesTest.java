package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.core.JobKey;
import org.parfocal.report.TestedJob;
import org.parfocal.report.TestedJob.TestedImage;

/** Curves, against counting at every threshold. */
class RankedImagesTest {
  private static final double TOLERANCE = 1e-9;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theAreaUnderTheCurveIsTheShareOfPairsInOrder(int dice) {
    List<TestedImage> images = images(new Random(dice), 400, 1000);
    RankedImages ranked = ranked(images);

    double[] curve = ranked.roc(draws(images).all());

    double area = 0;
    for (int i = 1; i < curve.length; i++) {
      area += (curve[i] + curve[i - 1]) / 2 / (curve.length - 1);
    }
    assertThat(area).isCloseTo(pairs(images), within(0.01));
  }

  @Test
  void everyPointOfTheCurveLiesBetweenThoseOfTheNeighbouringThresholds() {
    List<TestedImage> images = images(new Random(7), 60, 10);
    double[] curve = ranked(images).roc(draws(images).all());

    for (int i = 0; i < curve.length; i++) {
      double x = RankedImages.at(i);
      double below = 0;
      double above = 1;
      for (int threshold = 0; threshold <= 11; threshold++) {
        double cut = threshold / 10.0 - 0.01;
        double falsePositives = share(images, 0, cut);
        double truePositives = share(images, 1, cut);
        if (falsePositives <= x) {
          below = Math.max(below, truePositives);
        }
        if (falsePositives >= x) {
          above = Math.min(above, truePositives);
        }
      }
      assertThat(curve[i])
          .isBetween(Math.min(below, above) - TOLERANCE, Math.max(below, above) + TOLERANCE);
    }
  }

  @Test
  void precisionIsThatOfTheHighestThresholdThatReachesTheRecall() {
    List<TestedImage> images = images(new Random(11), 50, 12);
    double[] curve = ranked(images).precision(draws(images).all());

    for (int i = 1; i < curve.length; i++) {
      double precision = Double.NaN;
      for (int threshold = 0; threshold <= 12; threshold++) {
        double cut = threshold / 12.0 - 0.001;
        if (share(images, 1, cut) >= RankedImages.at(i) - TOLERANCE) {
          long positive =
              images.stream().filter(one -> one.label() == 1 && said(one) >= cut).count();
          long all = images.stream().filter(one -> said(one) >= cut).count();
          precision = (double) positive / all;
        }
      }
      assertThat(curve[i]).isCloseTo(precision, within(TOLERANCE));
    }
  }

  @Test
  void aPatientDrawnTwiceCountsTwice() {
    List<TestedImage> images = images(new Random(3), 30, 5);
    List<TestedImage> doubled = new ArrayList<>(images);
    images.stream().filter(one -> one.patient().equals("p1")).forEach(doubled::add);
    PatientDraws draws = draws(images);
    int[] weights = draws.all();
    weights[draws.place("p1")] = 2;

    assertThat(new RankedImages(images, 1, draws).roc(weights))
        .containsExactly(ranked(doubled).roc(draws(doubled).all()), within(TOLERANCE));
  }

  @Test
  void oneClassGivesNoCurve() {
    List<TestedImage> images =
        images(new Random(3), 30, 5).stream().filter(one -> one.label() == 1).toList();

    assertThat(ranked(images).roc(draws(images).all())).containsOnly(Double.NaN);
  }

  private static List<TestedImage> images(Random random, int count, int levels) {
    List<TestedImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 2;
      double said =
          (double) (random.nextInt(levels / 2 + 1) + label * random.nextInt(levels / 2 + 1))
              / levels;
      images.add(
          new TestedImage("s" + i, "p" + i % 7, "40X", label, label, List.of(1 - said, said)));
    }
    return images;
  }

  private static RankedImages ranked(List<TestedImage> images) {
    return new RankedImages(images, 1, draws(images));
  }

  private static PatientDraws draws(List<TestedImage> images) {
    return new PatientDraws(List.of(new TestedJob(new JobKey("v", "40X", 1), images)));
  }

  private static double said(TestedImage image) {
    return image.probabilities().get(1);
  }

  private static double share(List<TestedImage> images, int label, double cut) {
    List<TestedImage> own = images.stream().filter(one -> one.label() == label).toList();
    return (double) own.stream().filter(one -> said(one) >= cut).count() / own.size();
  }

  private static double pairs(List<TestedImage> images) {
    double wins = 0;
    int pairs = 0;
    for (TestedImage positive : images) {
      for (TestedImage negative : images) {
        if (positive.label() == 1 && negative.label() == 0) {
          wins += (Math.signum(said(positive) - said(negative)) + 1) / 2;
          pairs++;
        }
      }
    }
    return wins / pairs;
  }
}
