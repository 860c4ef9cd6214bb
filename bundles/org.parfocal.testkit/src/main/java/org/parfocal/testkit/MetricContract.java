package org.parfocal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/** What every {@link Metric} keeps. */
public abstract class MetricContract {
  private static final List<String> CLASSES = List.of("benign", "malignant");
  private static final int EMBEDDING = 4;

  /** A new metric, with the same options each time. */
  protected abstract Metric metric();

  @Test
  public void namesEveryColumnOnce() {
    assertThat(metric().columns()).isNotEmpty();
    assertThat(metric().columns()).extracting(MetricColumn::name).doesNotHaveDuplicates();
    assertThat(metric().columns()).allSatisfy(column -> assertThat(column.heading()).isNotBlank());
  }

  /** Else a table would stay empty. */
  @Test
  public void scoresWhatItsColumnsName() {
    List<String> scored = all(metric()).map(Score::metric).distinct().toList();

    assertThat(scored)
        .containsAnyElementsOf(metric().columns().stream().map(MetricColumn::name).toList());
  }

  @Test
  public void givesTheSameScoresAgain() {
    assertThat(all(metric()).toList()).isEqualTo(all(metric()).toList());
    Metric used = metric();
    List<Score> first = all(used).toList();

    assertThat(all(used).toList()).isEqualTo(first);
  }

  /** What cannot be computed says why, and has no value. */
  @Test
  public void saysWhyAScoreIsUndefined() {
    assertThat(everything(metric()))
        .allSatisfy(
            score -> {
              if (Double.isNaN(score.value())) {
                assertThat(score.note()).as(score.metric()).isNotBlank();
              }
              assertThat(score.value()).as(score.metric()).isNotIn(Double.POSITIVE_INFINITY);
            });
  }

  /** As happens in a small fold. */
  @Test
  public void copesWithATestPartOfOneClass() {
    assertThat(metric().score(outcome("200X", 1, 1)))
        .extracting(Score::metric)
        .isEqualTo(metric().score(outcome("200X", 1, 2)).stream().map(Score::metric).toList());
  }

  @Test
  public void anIntervalHoldsItsEnds() {
    assertThat(all(metric()))
        .allSatisfy(
            score -> {
              if (!Double.isNaN(score.low())) {
                assertThat(score.low()).as(score.metric()).isLessThanOrEqualTo(score.high());
              }
            });
  }

  private static Stream<Score> all(Metric metric) {
    return Stream.concat(
        metric.score(outcome("200X", 1, 2)).stream(),
        metric.score(outcomes(2), outcomes(2)).stream().map(StudyScore::score));
  }

  private static Stream<Score> everything(Metric metric) {
    return Stream.concat(
        all(metric),
        Stream.concat(
            metric.score(outcome("200X", 1, 1)).stream(),
            metric.score(outcomes(1), List.of()).stream().map(StudyScore::score)));
  }

  private static List<Outcome> outcomes(int classes) {
    return Stream.of(1L, 2L)
        .flatMap(
            seed -> Stream.of("100X", "200X", "400X").map(held -> outcome(held, seed, classes)))
        .toList();
  }

  /** Patients p01 to p06 train, p07 to p10 are validated on, p11 to p16 tested. */
  private static Outcome outcome(String held, long seed, int testedClasses) {
    Random random = new Random(Objects.hash(held, seed));
    List<Prediction> predictions = new ArrayList<>();
    List<float[]> embeddings = new ArrayList<>();
    for (Sample sample : Cohort.of(16, 2, "100X", "200X", "400X").samples()) {
      int patient = Integer.parseInt(sample.patient().substring(1));
      boolean unseen = held.equals(sample.magnification());
      Part part =
          patient > 10
              ? unseen ? Part.TEST : Part.SEEN
              : patient > 6 ? Part.VALIDATION : Part.TRAINING;
      if ((patient <= 10 && unseen) || (part == Part.TEST && sample.label() >= testedClasses)) {
        continue;
      }
      double malignant = Math.min(1, 0.25 * sample.label() + 0.75 * random.nextDouble());
      predictions.add(
          new Prediction(
              held,
              sample.id(),
              sample.patient(),
              sample.magnification(),
              part,
              sample.label(),
              List.of(1 - malignant, malignant)));
      float[] embedding = new float[EMBEDDING];
      for (int k = 0; k < EMBEDDING; k++) {
        embedding[k] = (float) (random.nextGaussian() + (k == 0 ? 2 * sample.label() : 0));
      }
      embeddings.add(embedding);
    }
    List<float[]> rows = Collections.unmodifiableList(embeddings);
    return new Outcome(
        "variant",
        held,
        seed,
        SampleField.MAGNIFICATION,
        CLASSES,
        predictions,
        Optional.of(() -> rows));
  }
}
