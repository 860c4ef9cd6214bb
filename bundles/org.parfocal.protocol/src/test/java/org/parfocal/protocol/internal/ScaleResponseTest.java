package org.parfocal.protocol.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parfocal.protocol.internal.LeaveOneMagnificationOutTest.patients;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImage;
import org.parfocal.testkit.TestSamples;

class ScaleResponseTest {
  private static final SampleField SCALE = new SampleField("microns-per-pixel");
  private static final Dataset DATASET = pyramids(12, 2, 0.5, 1, 2);

  @Test
  void trainsAtEachScaleAndAtAllAndTestsUnseenPatientsBetweenThem() {
    List<Fold> folds = folds(DATASET, Map.of());

    assertThat(folds).extracting(Fold::name).containsExactly("0.5", "1.0", "2.0", "0.5+1.0+2.0");
    for (Fold fold : folds) {
      assertThat(fold.field()).isEqualTo(SCALE);
      assertThat(fold.pool()).isEqualTo(fold.name());
      List<String> trained = List.of(fold.name().split("\\+"));
      assertThat(SCALE.values(fold.training())).isEqualTo(trained);
      assertThat(SCALE.values(fold.validation())).isEqualTo(trained);
      assertThat(SCALE.values(fold.seen())).isEqualTo(trained);
      List<String> tested =
          new ArrayList<>(
              List.of(
                  "0.5", "0.5946", "0.7071", "0.8409", "1.0", "1.189", "1.414", "1.682", "2.0"));
      tested.removeAll(trained);
      assertThat(SCALE.values(fold.test())).isEqualTo(tested);
      assertThat(patients(fold.seen())).isEqualTo(patients(fold.test()));
    }
  }

  /**
   * Half as large around the middle, from the finer neighbour: 1.414 is made of 1.0, not of 0.5.
   */
  @Test
  void scalesBetweenAreMadeOfTheNextFinerImages() {
    for (Sample sample : folds(DATASET, Map.of()).get(0).test()) {
      double scale = sample.micronsPerPixel().orElseThrow();
      double from = scale < 1 ? 0.5 : scale < 2 ? 1 : 2;
      assertThat(sample.image().origin().description()).endsWith(" at " + from);
      assertThat(sample.image() == sample.image().origin()).isEqualTo(scale == from);
      assertThat(sample.id()).startsWith(sample.patient());
      if (scale != from) {
        assertThat(sample.image().key()).endsWith("zoom-" + from / scale + "-v1");
      }
    }
  }

  @Test
  void aViewIsOneSampleInAllFolds() {
    List<Fold> folds = folds(DATASET, Map.of("patient_folds", 3));
    Set<Sample> views = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    Set<String> ids = new HashSet<>();

    for (Fold fold : folds) {
      views.addAll(fold.test());
      fold.test().forEach(sample -> ids.add(sample.id()));
    }

    assertThat(views).hasSameSizeAs(ids).hasSize(12 * 2 * 9);
  }

  @Test
  void noPatientIsInTwoPartsWhateverTheOptions() {
    Random random = new Random(5);
    for (int trial = 0; trial < 60; trial++) {
      int folds = List.of(0, 2, 3, 5).get(random.nextInt(4));
      Map<String, Object> values =
          Map.of("seed", random.nextLong(), "patient_folds", folds, "steps", random.nextInt(6));
      Dataset dataset = pyramids(6 + random.nextInt(20), 1, 0.25, 0.5, 1);

      for (Fold fold : folds(dataset, values)) {
        Set<String> apart = new HashSet<>(patients(fold.training()));
        assertThat(apart).doesNotContainAnyElementsOf(patients(fold.validation()));
        apart.addAll(patients(fold.validation()));
        assertThat(apart).doesNotContainAnyElementsOf(patients(fold.test()));
        assertThat(patients(fold.test())).containsAll(patients(fold.seen()));
        assertThat(SCALE.values(fold.test()))
            .doesNotContainAnyElementsOf(SCALE.values(fold.seen()));
        for (Part part : List.of(Part.TRAINING, Part.VALIDATION, Part.SEEN)) {
          assertThat(dataset.samples()).containsAll(fold.part(part));
        }
      }
    }
  }

  @Test
  void trainsAndTestsAtTheScalesThatAreNamedInAnyOrder() {
    List<Fold> folds =
        folds(
            DATASET,
            Map.of(
                "train_on", new String[] {"2", "1 + 0.5"}, "test_at", new double[] {1.5, 0.501}));

    assertThat(folds).extracting(Fold::name).containsExactly("2.0", "0.5+1.0");
    assertThat(SCALE.values(folds.get(0).test())).containsExactly("0.5", "1.5");
    assertThat(SCALE.values(folds.get(1).test())).containsExactly("1.5");
    assertThat(SCALE.values(folds.get(1).seen())).containsExactly("0.5", "1.0");
  }

  @Test
  void whereNothingIsBetweenTheScalesNothingIsLeftBesideAll() {
    assertThat(folds(DATASET, Map.of("steps", 0)))
        .extracting(Fold::name)
        .containsExactly("0.5", "1.0", "2.0");
    FoldPlan plan =
        protocol(Map.of("steps", 0, "train_on", new String[] {"1", "0.5+1+2"})).folds(DATASET);
    assertThat(plan.folds()).extracting(Fold::name).containsExactly("1.0");
    assertThat(plan.unusable()).extracting(UnusableFold::name).containsExactly("0.5+1.0+2.0");
  }

  @Test
  void tellsWhatWasMadeAndWhatIsFinerThanTheFiles() {
    assertThat(protocol(Map.of("test_at", new double[] {0.25, 1, 4})).folds(DATASET).notes())
        .containsExactly(
            "At [0.25] µm per pixel the middle of images of 0.5 is enlarged: they show no finer"
                + " detail than their files hold.",
            "Images at [4.0] µm per pixel are made of the next finer ones, reduced and mirrored at"
                + " their borders: they show no more tissue than these.");
    assertThat(protocol(Map.of("steps", 0)).folds(DATASET).notes()).isEmpty();
  }

  @Test
  void refusesWhatNoImageCanShow() {
    refuses(Map.of("test_at", new double[] {0.01}), "0.01 µm per pixel, out of the reach");
    refuses(Map.of("test_at", new double[] {30}), "it can be from 0.05 to 20.0");
    refuses(Map.of("test_at", new double[] {Double.NaN}), "out of the reach");
    refuses(Map.of("test_at", new double[] {1, 1.001}), "1.001 µm per pixel twice");
    refuses(Map.of("test_at", new double[] {3, 3}), "3.0 µm per pixel twice");
  }

  @Test
  void refusesTrainingScalesThatThereAreNot() {
    refuses(train("0.7"), "names 0.7, and data set made up has images at [0.5, 1.0, 2.0]");
    refuses(train("NaN"), "names NaN");
    refuses(train("40X"), "names 40X");
    refuses(train("0.5+"), "names , and data set");
    refuses(train("0.5+0.5"), "has 0.5 twice in 0.5+0.5");
    refuses(train("0.5+1", "1+0.5"), "has 1+0.5 twice");
  }

  @Test
  void countsImagesOfUnknownScaleAndRefusesDataWithoutAny() {
    List<Sample> samples = new ArrayList<>(DATASET.samples());
    samples.add(TestSamples.sample("unknown", "p99", 0, "40X"));
    assertThat(protocol(Map.of("steps", 0)).folds(TestSamples.dataset(samples)).notes())
        .containsExactly("1 images of unknown µm per pixel stand in no fold.");

    refuses(TestSamples.regular(8, 1, "40X"), "data set made up tells none");
    refuses(pyramids(8, 1, 0.5), "images at 0.5 µm per pixel alone");
    refuses(pyramids(8, 1, 0.5, 0.51), "of 0.5 and of 0.51 µm per pixel, which are one scale");
    refuses(
        pyramids(8, 1, DoubleStream.iterate(0.01, each -> each * 1.1).limit(65).toArray()),
        "at 65 different µm per pixel");
    refuses(pyramids(1, 1, 0.5, 1), "needs at least 2 patients");
  }

  @Test
  void oneScaleIsEnoughWhereOthersAreAskedFor() {
    List<Fold> folds = folds(pyramids(8, 1, 0.5), Map.of("test_at", new double[] {0.7}));

    assertThat(folds).extracting(Fold::name).containsExactly("0.5");
    assertThat(SCALE.values(folds.get(0).test())).containsExactly("0.7");
  }

  @Test
  void tellsThatScalesDoNotShowTheSamePlaces() {
    List<Sample> samples = new ArrayList<>(DATASET.samples());
    samples.remove(0);
    assertThat(protocol(Map.of("steps", 0)).folds(TestSamples.dataset(samples)).notes())
        .containsExactly(
            "1 places are not shown at every scale, and 0 images have no place: scales differ in"
                + " what they show, too.");
  }

  private static Map<String, Object> train(String... sets) {
    return Map.of("train_on", sets);
  }

  private static void refuses(Map<String, Object> values, String why) {
    assertThatThrownBy(() -> protocol(values).folds(DATASET))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(why);
  }

  private static void refuses(Dataset dataset, String why) {
    assertThatThrownBy(() -> protocol(Map.of()).folds(dataset))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(why);
  }

  private static List<Fold> folds(Dataset dataset, Map<String, Object> values) {
    return protocol(values).folds(dataset).folds();
  }

  static ScaleResponse protocol(Map<String, Object> values) {
    return new ScaleResponse(OptionValues.of(ScaleResponse.Options.class, values));
  }

  /** Patients of alternating classes, each with these places at each scale. */
  static Dataset pyramids(int patients, int places, double... scales) {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < patients; patient++) {
      for (int place = 0; place < places; place++) {
        for (double scale : scales) {
          String name = "p%02d".formatted(patient);
          String id = "%s/%d at %s".formatted(name, place, scale);
          samples.add(
              new Sample(
                  id,
                  new PlainImage(id, patient % 2, 16),
                  patient % 2,
                  name,
                  name,
                  null,
                  OptionalDouble.of(scale),
                  "place " + place,
                  Map.of()));
        }
      }
    }
    return TestSamples.dataset(samples);
  }
}
