package org.parfocal.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;

final class BrokenProtocols {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private BrokenProtocols() {}

  static class Sound extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return dataset -> new FoldPlan(List.of(fold("half", dataset, early())), List.of());
    }
  }

  @Breaks("givesTheSameFoldsAgain")
  static class Restless extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return dataset ->
          new FoldPlan(
              List.of(fold("fold " + COUNT.incrementAndGet(), dataset, early())), List.of());
    }
  }

  @Breaks("takesTheSamplesAsTheyAre")
  static class Changing extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return dataset ->
          new FoldPlan(List.of(fold("half", Cohort.of(24, 3, "100X", "200X"), early())), List.of());
    }
  }

  @Breaks("noTwoFoldsHaveOneName")
  static class OneName extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return dataset ->
          new FoldPlan(
              List.of(fold("half", dataset, early()), fold("half", dataset, early().negate())),
              List.of());
    }
  }

  @Breaks("everyFoldTrainsOnEveryClass")
  static class ByClass extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return dataset ->
          new FoldPlan(List.of(fold("half", dataset, sample -> sample.label() == 0)), List.of());
    }
  }

  @Breaks("looksAtNoPixels")
  static class Looking extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return dataset ->
          new FoldPlan(
              List.of(fold("half", dataset, sample -> sample.image().key().compareTo("p13") < 0)),
              List.of());
    }
  }

  private static Predicate<Sample> early() {
    return sample -> sample.patient().compareTo("p13") < 0;
  }

  private static Fold fold(String name, Dataset dataset, Predicate<Sample> training) {
    return new Fold(
        name,
        name,
        dataset.samples().stream().filter(training).toList(),
        List.of(),
        dataset.samples().stream().filter(training.negate()).toList(),
        List.of());
  }
}
