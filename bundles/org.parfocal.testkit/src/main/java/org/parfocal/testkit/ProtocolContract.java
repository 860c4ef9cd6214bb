package org.parfocal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Part;
import org.parfocal.api.Protocol;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

/**
 * What every {@link Protocol} keeps. That no patient stands in two parts is not among it: such a
 * {@link Fold} cannot be constructed.
 */
public abstract class ProtocolContract {
  /** A new protocol, with the same options each time. */
  protected abstract Protocol protocol();

  /** A data set that it can divide. */
  protected Dataset dataset() {
    return Cohort.of(24, 2, "100X", "200X", "400X");
  }

  @Test
  public void givesTheSameFoldsAgain() {
    Dataset dataset = dataset();
    FoldPlan first = protocol().folds(dataset);
    FoldPlan second = protocol().folds(dataset);

    assertThat(first.folds()).isNotEmpty();
    assertThat(second).isEqualTo(first);
  }

  /** A sample that was changed would carry another patient or label past every check. */
  @Test
  public void takesTheSamplesAsTheyAre() {
    Dataset dataset = dataset();
    Set<Sample> own = new HashSet<>(dataset.samples());

    for (Fold fold : protocol().folds(dataset).folds()) {
      for (Part part : Part.values()) {
        assertThat(own)
            .as(fold.name())
            .containsAll(
                fold.part(part).stream()
                    .map(sample -> part == Part.TEST ? origin(dataset, sample) : sample)
                    .toList());
        assertThat(fold.part(part)).as(fold.name()).doesNotHaveDuplicates();
      }
    }
  }

  /** The sample that a test sample shows at another scale, with all else that is told of it. */
  private static Sample origin(Dataset dataset, Sample sample) {
    return dataset.samples().stream()
        .filter(own -> own.image() == sample.image().origin())
        .findFirst()
        .map(
            own ->
                new Sample(
                    own.id(),
                    own.image(),
                    sample.label(),
                    sample.patient(),
                    sample.slide(),
                    sample.magnification(),
                    own.micronsPerPixel(),
                    sample.place(),
                    sample.attributes()))
        .orElse(sample);
  }

  @Test
  public void noTwoFoldsHaveOneName() {
    FoldPlan plan = protocol().folds(dataset());

    assertThat(
            Stream.concat(
                    plan.folds().stream().map(Fold::name),
                    plan.unusable().stream().map(FoldPlan.UnusableFold::name))
                .toList())
        .doesNotHaveDuplicates();
  }

  /** Else it belongs among the unusable ones, with a reason. */
  @Test
  public void everyFoldTrainsOnEveryClass() {
    Dataset dataset = dataset();

    for (Fold fold : protocol().folds(dataset).folds()) {
      assertThat(fold.training().stream().map(Sample::label).distinct().count())
          .as("classes that fold %s trains on", fold.name())
          .isEqualTo(dataset.classes().size());
    }
  }

  /** Planning a study decodes nothing. */
  @Test
  public void looksAtNoPixels() {
    Dataset dataset = dataset();
    List<Sample> blind =
        dataset.samples().stream()
            .map(
                sample ->
                    new Sample(
                        sample.id(),
                        new Blind(sample.id()),
                        sample.label(),
                        sample.patient(),
                        sample.slide(),
                        sample.magnification(),
                        sample.micronsPerPixel(),
                        sample.place(),
                        sample.attributes()))
            .toList();

    FoldPlan plan =
        protocol()
            .folds(
                new Dataset(
                    dataset.name(),
                    dataset.classes(),
                    blind,
                    dataset.manifest(),
                    dataset.licence(),
                    dataset.warnings()));

    assertThat(plan.folds()).isNotEmpty();
  }

  private record Blind(String name) implements ImageSource {
    @Override
    public String key() {
      throw new AssertionError("the protocol asked for the pixels of " + name);
    }

    @Override
    public String description() {
      return name;
    }

    @Override
    public RgbImage read() {
      throw new AssertionError("the protocol asked for the pixels of " + name);
    }
  }
}
