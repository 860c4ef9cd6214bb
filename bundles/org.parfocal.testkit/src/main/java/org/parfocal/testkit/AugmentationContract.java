package org.parfocal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;

/** What every {@link AugmentationStrategy} keeps. */
public abstract class AugmentationContract {
  @TempDir Path folder;

  /** A new augmentation, with the same options each time. */
  protected abstract AugmentationStrategy augmentation();

  /** Training samples that it can serve. */
  protected TrainingSet training() {
    return Cohort.training(8, 2, "100X", "200X");
  }

  @Test
  public void drawsNothingButWhatItDeclares() {
    TrainingSet prepared = prepare("job");

    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(prepared.samples()).containsAll(drawn(prepared, epoch));
    }
  }

  @Test
  public void everyGroupHasThePromisedSize() {
    TrainingSet prepared = prepare("job");

    assertThat(prepared.draw().epoch(0, new SplittableRandom(7)))
        .isNotEmpty()
        .allSatisfy(group -> assertThat(group).hasSize(prepared.groupSize()));
  }

  /** What it declares under a training sample's id is that sample, and a new one has a new id. */
  @Test
  public void changesNoSampleUnderItsId() {
    Map<String, Sample> given = new HashMap<>();
    training().samples().forEach(sample -> given.put(sample.id(), sample));
    Set<String> ids = new HashSet<>();

    for (Sample sample : prepare("job").samples()) {
      assertThat(ids.add(sample.id())).as("a second sample %s", sample.id()).isTrue();
      assertThat(sample).isEqualTo(given.getOrDefault(sample.id(), sample));
    }
  }

  @Test
  public void everyClassIsDrawn() {
    TrainingSet prepared = prepare("job");

    assertThat(drawn(prepared, 0).stream().map(Sample::label).collect(Collectors.toSet()))
        .hasSize(prepared.classes());
  }

  /** The same samples with the same pixels. */
  @Test
  public void theSameSeedDrawsTheSame() {
    TrainingSet first = prepare("first");
    TrainingSet second = prepare("second");

    assertThat(ids(second.samples())).isEqualTo(ids(first.samples()));
    assertThat(keys(second.samples())).isEqualTo(keys(first.samples()));
    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(ids(drawn(second, epoch))).isEqualTo(ids(drawn(first, epoch)));
    }
  }

  /** So that an epoch can be drawn again, whatever was drawn before it. */
  @Test
  public void anEpochDependsOnNothingThatWasDrawnBefore() {
    TrainingSet once = prepare("once");
    TrainingSet often = prepare("often");
    drawn(often, 0);
    drawn(often, 1);

    assertThat(ids(drawn(often, 2))).isEqualTo(ids(drawn(once, 2)));
  }

  private TrainingSet prepare(String job) {
    return augmentation().prepare(training(), new RecordingJob(folder.resolve(job), 13));
  }

  private static List<Sample> drawn(TrainingSet set, int epoch) {
    return set.draw().epoch(epoch, new SplittableRandom(epoch)).stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> ids(List<Sample> samples) {
    return samples.stream().map(Sample::id).toList();
  }

  private static List<String> keys(List<Sample> samples) {
    return samples.stream().map(sample -> sample.image().key()).toList();
  }
}
