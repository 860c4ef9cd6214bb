package org.parfocal.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;

final class BrokenMetrics {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private BrokenMetrics() {}

  static class Sound extends MetricContract {
    @Override
    protected Metric metric() {
      return scoring(outcome -> List.of(mean(outcome)), "mean");
    }
  }

  @Breaks("namesEveryColumnOnce")
  static class Twice extends MetricContract {
    @Override
    protected Metric metric() {
      return scoring(outcome -> List.of(mean(outcome)), "mean", "mean");
    }
  }

  @Breaks("scoresWhatItsColumnsName")
  static class Elsewhere extends MetricContract {
    @Override
    protected Metric metric() {
      return scoring(outcome -> List.of(mean(outcome)), "average");
    }
  }

  @Breaks("givesTheSameScoresAgain")
  static class Restless extends MetricContract {
    @Override
    protected Metric metric() {
      return scoring(outcome -> List.of(score(COUNT.incrementAndGet())), "mean");
    }
  }

  @Breaks("saysWhyAScoreIsUndefined")
  static class Silent extends MetricContract {
    @Override
    protected Metric metric() {
      return scoring(outcome -> List.of(score(Double.NaN)), "mean");
    }
  }

  @Breaks("copesWithATestPartOfOneClass")
  static class Demanding extends MetricContract {
    @Override
    protected Metric metric() {
      return scoring(
          outcome -> {
            if (outcome.part(Part.TEST).stream().map(Prediction::label).distinct().count() < 2) {
              throw new IllegalStateException("one class");
            }
            return List.of(mean(outcome));
          },
          "mean");
    }
  }

  @Breaks("anIntervalHoldsItsEnds")
  static class Upside extends MetricContract {
    @Override
    protected Metric metric() {
      return scoring(
          outcome -> List.of(new Score("mean", Part.TEST, Score.ALL, 0.5, 0.9, 0.1, "")), "mean");
    }
  }

  private static Score mean(Outcome outcome) {
    return score(
        outcome.part(Part.TEST).stream()
            .mapToDouble(prediction -> prediction.probabilities().get(1))
            .average()
            .orElseThrow());
  }

  private static Score score(double value) {
    return Score.of("mean", Part.TEST, Score.ALL, value);
  }

  private static Metric scoring(Function<Outcome, List<Score>> scores, String... columns) {
    return new Metric() {
      @Override
      public List<MetricColumn> columns() {
        return Stream.of(columns)
            .map(name -> MetricColumn.of(name, name, MetricColumn.Better.LARGER))
            .toList();
      }

      @Override
      public List<Score> score(Outcome outcome) {
        return scores.apply(outcome);
      }
    };
  }
}
