package org.parfocal.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.core.StudyParts;
import org.parfocal.core.Variant;
import org.parfocal.platform.OpenStudy;

/**
 * No method looks at what it must not see: the augmentation asks for pixels of training samples
 * only, and the fit for those of training and validation samples; never for a test patient's, never
 * for the held-out magnification's. Every request of every method is recorded.
 */
public class PixelRequestIT extends InstalledPlatform {
  /** Each augmentation and each model strategy that ships, in every form that draws differently. */
  private static final List<String> VARIANTS =
      List.of(
          "plain: {augmentation: none, model: {strategy: baseline}}",
          "dcgan: {augmentation: {dcgan: {image-size: 16, width: 4, epochs: 1,"
              + " minimum-images: 4}}, model: {strategy: baseline}}",
          "dann: {augmentation: none, model: {strategy: dann}}",
          "pair: {augmentation: {multiscale: {group: pair}}, model: {strategy: smse}}",
          "triplet: {augmentation: {multiscale: {group: triplet, cross-magnification:"
              + " required}}, model: {strategy: smse}}",
          "pyramid: {augmentation: {multiscale: {group: pyramid}}, model: {strategy: dsml}}",
          "branches: {augmentation: {multiscale: {group: pyramid}}, model: {strategy: dsml,"
              + " branches: per-magnification}}");

  @Test
  public void everyMethodAsksForNothingButItsOwnPart() throws Exception {
    try (OpenStudy study = platform.open(studyFile(), List.of())) {
      StudyParts parts = study.parts();
      assertEquals(VARIANTS.size(), study.study().variants().size());
      for (Variant variant : study.study().variants()) {
        Dataset dataset = parts.reader(variant).read();
        List<Fold> folds = parts.protocol(variant).folds(dataset).folds();
        assertEquals(3, folds.size());
        for (Fold fold : folds) {
          check(parts, variant, fold, dataset.classes());
        }
      }
    }
  }

  private void check(StudyParts parts, Variant variant, Fold fold, List<String> classes)
      throws IOException {
    String what = variant.name() + " on fold " + fold.name();
    Recorder recorder = new Recorder();
    Fold watched = recorder.watch(fold);
    RecordedJob job = new RecordedJob(folder.newFolder().toPath(), classes);

    TrainingSet training = TrainingSet.of(watched.training(), classes.size());
    for (AugmentationStrategy augmentation : parts.augmentations(variant)) {
      training = augmentation.prepare(training, job);
    }
    assertWithin(what + ", augmentation", recorder.asked(), fold.training());

    try (TrainedModel model =
        parts.model(variant).fit(training, Validation.of(watched.validation()), job)) {
      List<Sample> allowed = new ArrayList<>(fold.training());
      allowed.addAll(fold.validation());
      assertWithin(what + ", fit", recorder.asked(), allowed);
      assertFalse(
          what, recorder.samples().anyMatch(sample -> fold.name().equals(sample.magnification())));
      // The recorder does see what is asked for.
      assertTrue(what, recorder.asked().containsAll(ids(fold.validation())));
      model.predict(watched.test());
      assertTrue(what, recorder.asked().containsAll(ids(fold.test())));
    }
  }

  private static void assertWithin(String what, Set<String> asked, List<Sample> allowed) {
    Set<String> forbidden = new TreeSet<>(asked);
    forbidden.removeAll(ids(allowed));
    assertTrue(what + " asked for " + forbidden, forbidden.isEmpty());
  }

  private static Set<String> ids(Collection<Sample> samples) {
    return samples.stream().map(Sample::id).collect(Collectors.toSet());
  }

  private Path studyFile() throws IOException {
    Path file = folder.getRoot().toPath().resolve("requests.yaml");
    Files.writeString(
        file,
        """
        study: requests
        output: "%1$s"
        dataset:
          reader: synthetic
          patients: 12
          places: 2
          image-size: 32
          magnifications: [100X, 200X, 400X]
          microns-per-pixel: [1.6, 0.8, 0.4]
          numerical-apertures: [0.25, 0.4, 0.65]
        protocol: {split: leave-one-magnification-out, test-patients: 0.34, validation-patients: 0.34}
        images: {size: 32, cache: "%1$s/cache"}
        backbone: {architecture: small-cnn}
        training: {epochs: 1, batch: 8}
        seeds: [13]
        metrics: [classification]
        variants:
        """
                .formatted(folder.getRoot())
            + VARIANTS.stream().map(line -> "  " + line + "\n").collect(Collectors.joining()));
    return file;
  }

  /** Samples whose pixels tell when they are first asked for. */
  private static final class Recorder {
    private final Set<Sample> asked = ConcurrentHashMap.newKeySet();

    Fold watch(Fold fold) {
      return new Fold(
          fold.name(),
          fold.pool(),
          watch(fold.training()),
          watch(fold.validation()),
          watch(fold.test()),
          watch(fold.seen()));
    }

    private List<Sample> watch(List<Sample> samples) {
      return samples.stream().map(this::watch).toList();
    }

    private Sample watch(Sample sample) {
      return new Sample(
          sample.id(),
          new RecordedSource(sample.image(), () -> asked.add(sample)),
          sample.label(),
          sample.patient(),
          sample.slide(),
          sample.magnification(),
          sample.micronsPerPixel(),
          sample.place(),
          sample.attributes());
    }

    Stream<Sample> samples() {
      return asked.stream();
    }

    Set<String> asked() {
      return ids(asked);
    }
  }
}
