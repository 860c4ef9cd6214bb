package org.parfocal.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Draw;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;

final class BrokenAugmentations {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private BrokenAugmentations() {}

  static class Sound extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return (training, job) -> training;
    }
  }

  @Breaks("drawsNothingButWhatItDeclares")
  static class Smuggling extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return (training, job) ->
          drawing(training, (epoch, random) -> singles(Cohort.of(9, 1, "400X").samples()));
    }
  }

  @Breaks("everyGroupHasThePromisedSize")
  static class Pairing extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return (training, job) ->
          drawing(training, (epoch, random) -> List.of(training.samples().subList(0, 2)));
    }
  }

  @Breaks("changesNoSampleUnderItsId")
  static class Relabelling extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return (training, job) -> {
        List<Sample> changed =
            training.samples().stream()
                .map(
                    sample ->
                        new Sample(
                            sample.id(),
                            sample.image(),
                            1 - sample.label(),
                            sample.patient(),
                            sample.slide(),
                            sample.magnification(),
                            sample.micronsPerPixel(),
                            sample.place(),
                            sample.attributes()))
                .toList();
        return TrainingSet.of(changed, 2);
      };
    }
  }

  @Breaks("everyClassIsDrawn")
  static class OneClass extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return (training, job) ->
          drawing(
              training,
              (epoch, random) ->
                  singles(
                      training.samples().stream().filter(sample -> sample.label() == 0).toList()));
    }
  }

  @Breaks("theSameSeedDrawsTheSame")
  static class Restless extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return (training, job) -> {
        List<Sample> turned = new ArrayList<>(training.samples());
        java.util.Collections.rotate(turned, COUNT.incrementAndGet());
        return TrainingSet.of(turned, 2);
      };
    }
  }

  @Breaks("anEpochDependsOnNothingThatWasDrawnBefore")
  static class Remembering extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return (training, job) -> {
        AtomicInteger drawn = new AtomicInteger();
        return drawing(
            training,
            (epoch, random) -> {
              List<Sample> turned = new ArrayList<>(training.samples());
              java.util.Collections.rotate(turned, drawn.incrementAndGet());
              return singles(turned);
            });
      };
    }
  }

  private static TrainingSet drawing(TrainingSet training, Draw draw) {
    return new TrainingSet(training.samples(), training.classes(), 1, draw);
  }

  private static List<List<Sample>> singles(List<Sample> samples) {
    return samples.stream().map(Stream::of).map(Stream::toList).toList();
  }
}
