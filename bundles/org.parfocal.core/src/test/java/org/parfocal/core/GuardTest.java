package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.PluginException;
import org.parfocal.api.Protocol;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.testkit.NoiseImages;
import org.parfocal.testkit.TestSamples;
import org.parfocal.testkit.VectorSource;

/**
 * No plugin gets pixels into a training that the fold holds out. The plugins here lie in every way
 * that the contracts leave open; they know the folds because one of them, the protocol, hands them
 * on behind the others' backs.
 */
class GuardTest {
  @TempDir Path folder;
  private final StudyFixture told = new StudyFixture();

  /** Patients p01 to p04 train, p05 and p06 are validated on, p07 and p08 tested. */
  private final Dataset dataset = TestSamples.regular(8, 2, "100X", "200X", "400X");

  private final Leaking protocol = new Leaking();
  private final Liars parts = new Liars();

  @Test
  void anHonestStudyRuns() {
    assertThat(run()).containsOnly(JobState.DONE);
  }

  @Test
  void anAugmentationCannotDeclareTestSamples() {
    parts.augment = training -> set(fold().test(), training);
    assertFails("declared").contains("the test patient p07");
  }

  @Test
  void anAugmentationCannotDrawTestSamplesBehindCleanOnes() {
    parts.augment = training -> drawing(training, sample -> fold().test().get(0));
    assertFails("drew").contains("not among the samples that it declared");
  }

  @Test
  void anAugmentationCannotDrawValidationSamples() {
    parts.augment = training -> drawing(training, sample -> fold().validation().get(0));
    assertFails("drew");
  }

  /** As a list that changes after it was looked at. */
  @Test
  void aDrawCannotExchangeSamplesAfterTheyWereChecked() {
    List<Sample> changing = new ArrayList<>();
    parts.augment =
        training -> {
          changing.clear();
          changing.add(training.samples().get(0));
          return new TrainingSet(training.samples(), 2, 1, (epoch, random) -> List.of(changing));
        };
    parts.afterDraw = () -> changing.set(0, fold().test().get(0));
    assertThat(run()).containsOnly(JobState.DONE);
    assertThat(parts.trained).isNotEmpty().noneMatch(this::heldOut);
  }

  @Test
  void anAugmentationCannotChangeASampleUnderItsId() {
    parts.augment =
        training ->
            set(
                replaced(training.samples(), sample -> with(sample, fold().test().get(0).image())),
                training);
    assertFails("changed the training sample");
  }

  @Test
  void aDrawCannotChangeASampleUnderItsId() {
    parts.augment =
        training -> drawing(training, sample -> with(sample, protocol.raw(fold().test().get(0))));
    assertFails("differs from the declared sample");
  }

  @Test
  void aNewSampleCannotHaveThePixelsOfATestSample() {
    parts.augment = training -> added(training, "p01", "100X", fold().test().get(0).image());
    assertFails("The training asked for the pixels of").contains("test part of fold 200X");
  }

  /** Its own source, which names the pixels of a test sample: the cache would give them. */
  @Test
  void aNewSampleCannotHaveTheKeyOfATestSample() {
    parts.augment = training -> added(training, "p01", "100X", protocol.raw(fold().test().get(0)));
    assertFails("which the fold does not train on");
  }

  @Test
  void aNewSampleCannotHaveTheKeyOfATrainingPatientsHeldOutMagnification() {
    parts.augment =
        training ->
            added(
                training,
                "p01",
                "100X",
                dataset.samples().stream()
                    .filter(sample -> sample.patient().equals("p01"))
                    .filter(sample -> "200X".equals(sample.magnification()))
                    .findFirst()
                    .orElseThrow()
                    .image());
    assertFails("which the fold does not train on");
  }

  @Test
  void aNewSampleCannotBeOfTheHeldOutMagnification() {
    parts.augment = training -> added(training, "p01", "200X", new Noise());
    assertFails("the magnification 200X, which is held out");
  }

  @Test
  void aNewSampleCannotBeOfAHeldOutAttribute() {
    parts.attributes = true;
    parts.augment = training -> added(training, "p01", "100X", new Noise());
    assertFails("the institute tested, which is held out");
  }

  @Test
  void aNewSampleOfATrainingPatientIsAllowed() {
    parts.augment = training -> added(training, "p01", null, new Noise());
    assertThat(run()).containsOnly(JobState.DONE);
    assertThat(parts.trained).extracting(Sample::id).contains("made");
  }

  @Test
  void aModelCannotReadTestSamples() {
    parts.whileTraining = (job, validation) -> fold().test().get(0).image().read();
    assertFails("pixels of").contains("test part of fold 200X");
  }

  @Test
  void aModelCannotReadTestSamplesByImages() {
    parts.whileTraining =
        (job, validation) -> parts.images(null).read(fold().seen().get(0), new byte[12], 0);
    assertFails("pixels of").contains("seen part of fold 200X");
  }

  @Test
  void aModelCannotReadItsTrainingPatientsHeldOutMagnification() {
    parts.whileTraining =
        (job, validation) ->
            protocol.guarded.samples().stream()
                .filter(sample -> sample.patient().equals("p01"))
                .filter(sample -> "200X".equals(sample.magnification()))
                .forEach(sample -> sample.image().read());
    assertFails("pixels of").contains("fold 200X does not train on");
  }

  @Test
  void aModelCannotTrainOnValidationSamples() {
    parts.whileTraining = (job, validation) -> fold().validation().get(0).image().read();
    assertFails("pixels of").contains("validation part of fold 200X");
  }

  @Test
  void aModelCanLookAtValidationSamplesWhileItValidates() {
    parts.whileTraining =
        (job, validation) -> {
          RgbImage read = validation.open(samples -> samples.get(0).image().read());
          assertThat(read.width()).isEqualTo(2);
        };
    assertThat(run()).containsOnly(JobState.DONE);
  }

  @Test
  void validatingOpensNothingButTheValidationSamples() {
    parts.whileTraining =
        (job, validation) -> validation.open(samples -> fold().test().get(0).image().key());
    assertFails("pixels of").contains("test part");
  }

  @Test
  void validationEndsWithTheWork() {
    parts.whileTraining =
        (job, validation) -> {
          List<Sample> kept = validation.open(samples -> samples);
          kept.get(0).image().key();
        };
    assertFails("pixels of").contains("validation part");
  }

  @Test
  void aPluginCanKnowWhichValuesOfAFieldThereAre() {
    parts.attributes = true;
    parts.whileTraining =
        (job, validation) -> {
          assertThat(job.values(SampleField.MAGNIFICATION)).containsExactly("100X", "200X", "400X");
          assertThat(job.values(new SampleField("institute"))).containsExactly("tested", "trained");
        };
    assertThat(run()).containsOnly(JobState.DONE);
  }

  /** The same image under two patients, of whom one trains and the other is tested. */
  @Test
  void aReaderCannotGiveATestPatientsPixelsToATrainingPatient() {
    shareOneImage("p07/200X/1.png");
    parts.flat = false;
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(this::run)
        .withMessageContaining("tested on images that it is trained on: 1 pairs")
        .withMessageContaining("p07");
  }

  @Test
  void embeddingsAreGuardedAsPixelsAre() {
    parts.read = vectors(sample -> sample.id());
    parts.whileTraining = (job, validation) -> fold().test().get(0).image().embedding();
    assertFails("embedding of").contains("test part");
  }

  @Test
  void validationEmbeddingsCanBeReadInsideOfOpenOnly() {
    parts.read = vectors(sample -> sample.id());
    parts.whileTraining =
        (job, validation) -> {
          List<Sample> kept = validation.open(samples -> samples);
          assertThat(validation.<Integer>open(samples -> samples.get(0).image().embedding().length))
              .isEqualTo(2);
          kept.get(0).image().embedding();
        };
    assertFails("embedding of").contains("validation part");
  }

  @Test
  void aPluginCannotChangeTheEmbeddingThatOthersRead() {
    parts.read = vectors(sample -> sample.id());
    parts.whileTraining =
        (job, validation) -> {
          ImageSource image = fold().training().get(0).image();
          float before = image.embedding()[1];
          image.embedding()[1] = before + 1;
          assertThat(image.embedding()[1]).isEqualTo(before);
        };
    assertThat(run()).containsOnly(JobState.DONE);
  }

  @Test
  void aReaderCannotGiveATestPatientsEmbeddingToATrainingPatient() {
    parts.read =
        vectors(sample -> sample.id().equals("p07/200X/1.png") ? "p01/100X/1.png" : sample.id());
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(this::run)
        .withMessageContaining("tested on embeddings that it is trained on: 1 pairs")
        .withMessageContaining("p07");
  }

  @Test
  void equalEmbeddingsOfTwoPatientsStopAStudyUnlessAllowed() {
    parts.read =
        vectors(sample -> sample.id().equals("p02/100X/1.png") ? "p01/100X/1.png" : sample.id());
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(this::run)
        .withMessageContaining("2 embeddings have the same numbers as an embedding of another");
    assertThat(run(StudyFixture.SHARED_PIXELS)).containsOnly(JobState.DONE);
  }

  /** The data set's samples with embeddings that a name decides. */
  private List<Sample> vectors(Function<Sample, String> name) {
    return replaced(
        dataset.samples(),
        sample ->
            with(
                sample,
                new VectorSource(sample.id(), List.of((float) name.apply(sample).hashCode(), 1f))));
  }

  /** Two patients who both train in every fold: nothing leaks, and one of the names is wrong. */
  @Test
  void imagesOfTwoPatientsWithTheSamePixelsStopAStudyUnlessAllowed() {
    shareOneImage("p02/100X/1.png");
    parts.flat = false;
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(this::run)
        .withMessageContaining("2 images have the same pixels as an image of another patient")
        .withMessageContaining("--allow-shared-pixels")
        .withMessageContaining("(patient p01) and ")
        .withMessageContaining("(patient p02)");

    assertThat(run(StudyFixture.SHARED_PIXELS)).containsOnly(JobState.DONE);
    assertThat(told.warnings)
        .contains("2 images have the same pixels as an image of another patient.");
  }

  @Test
  void theOptionAllowsNoLeak() {
    shareOneImage("p07/200X/1.png");
    parts.flat = false;
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> run(StudyFixture.SHARED_PIXELS))
        .withMessageContaining("tested on images that it is trained on");
  }

  @Test
  void imagesOfOneColourMayBeAlike() {
    shareOneImage("p07/200X/1.png");
    assertThat(run()).containsOnly(JobState.DONE);
  }

  @Test
  void aProtocolCannotChangeSamples() {
    protocol.change = sample -> with(sample, new Noise());
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(this::run)
        .withMessageContaining("the data set has no such sample");
  }

  @Test
  void aProtocolCanTestAnImageAtAnotherScale() {
    protocol.views = sample -> view(sample, sample.image(), sample.image());

    List<Fold> folds = planned();

    Fold fold = folds.get(0);
    assertThat(fold.test())
        .hasSize(8)
        .filteredOn(sample -> sample.id().endsWith(" view"))
        .hasSize(4);
    assertThat(fold.test().get(4).image().read()).isNotNull();
    assertThat(run()).containsOnly(JobState.DONE);
  }

  @Test
  void aProtocolCannotTrainOnAnImageAtAnotherScale() {
    protocol.change = sample -> view(sample, sample.image(), sample.image());
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(this::run)
        .withMessageContaining("into the training part")
        .withMessageContaining("the data set has no such sample");
  }

  @Test
  void anImageAtAnotherScaleCannotHaveAnotherLabel() {
    protocol.views =
        sample -> {
          Sample view = view(sample, sample.image(), sample.image());
          return new Sample(
              view.id(),
              view.image(),
              1 - view.label(),
              view.patient(),
              view.slide(),
              view.magnification(),
              view.micronsPerPixel(),
              view.place(),
              view.attributes());
        };
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(this::run)
        .withMessageContaining("into the test part");
  }

  /** It says that it shows a test sample, and shows a training patient's. */
  @Test
  void anImageAtAnotherScaleCannotShowAnotherSample() {
    protocol.views =
        sample -> view(sample, sample.image(), protocol.guarded.samples().get(0).image());
    ImageSource view = planned().get(0).test().get(4).image();

    for (Runnable reading :
        List.<Runnable>of(
            view::read,
            view::key,
            view::verifyKey,
            () -> view.readTogether((source, image) -> {}))) {
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(reading::run)
          .withMessageContaining("view of sample p07/100X/1.png asked for the pixels of");
    }
  }

  @Test
  void aTrainingCannotReadATestImageAtAnotherScale() {
    protocol.views = sample -> view(sample, sample.image(), sample.image());
    parts.whileTraining =
        (job, validation) ->
            parts.prepared.stream()
                .filter(sample -> sample.id().equals("p07/200X/1.png view"))
                .forEach(sample -> sample.image().read());
    assertFails("The training asked for the pixels of").contains("test part of fold 200X");
  }

  private List<Fold> planned() {
    return new StudyRunner()
        .plan(StudyFixture.study(folder.resolve("half")), parts, false, told)
        .data("baseline")
        .folds()
        .folds();
  }

  private static Sample view(Sample sample, ImageSource origin, ImageSource shown) {
    return new Sample(
        sample.id() + " view",
        new Shrunk(origin, shown),
        sample.label(),
        sample.patient(),
        sample.slide(),
        sample.magnification(),
        OptionalDouble.of(0.5),
        sample.place(),
        sample.attributes());
  }

  /** Says that it shows one image, and shows another one. */
  private record Shrunk(ImageSource origin, ImageSource shown) implements ImageSource {
    @Override
    public String key() {
      return shown.key() + " smaller";
    }

    @Override
    public void verifyKey() {
      shown.verifyKey();
    }

    @Override
    public String description() {
      return "a view of " + origin.description();
    }

    @Override
    public RgbImage read() {
      return shown.read();
    }
  }

  /** Gives an image of the first patient the pixels of another image. */
  private void shareOneImage(String other) {
    parts.read =
        replaced(
            dataset.samples(),
            sample -> sample.id().equals("p01/100X/1.png") ? with(sample, source(other)) : sample);
  }

  private List<JobState> run() {
    return run(StudyFixture.PLAIN);
  }

  private List<JobState> run(Set<RunOption> options) {
    return new StudyRunner()
        .run(StudyFixture.study(folder.resolve("half")), parts, options, told).jobs().stream()
            .map(PlannedJob::state)
            .toList();
  }

  private org.assertj.core.api.AbstractStringAssert<?> assertFails(String why) {
    StudyResult result =
        new StudyRunner()
            .run(StudyFixture.study(folder.resolve("half")), parts, StudyFixture.PLAIN, told);
    PlannedJob job =
        result.jobs().stream()
            .filter(each -> each.key().fold().equals("200X"))
            .findFirst()
            .orElseThrow();
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(parts.trained).noneMatch(this::heldOut);
    return assertThat(job.message()).contains(why);
  }

  private boolean heldOut(Sample sample) {
    return !sample.patient().startsWith("p0") || sample.patient().compareTo("p04") > 0;
  }

  private Fold fold() {
    return protocol.folds.stream()
        .filter(fold -> fold.name().equals("200X"))
        .findFirst()
        .orElseThrow();
  }

  private ImageSource source(String id) {
    return dataset.samples().stream()
        .filter(sample -> sample.id().equals(id))
        .findFirst()
        .orElseThrow()
        .image();
  }

  private TrainingSet set(List<Sample> samples, TrainingSet like) {
    return new TrainingSet(
        samples, like.classes(), 1, (epoch, random) -> samples.stream().map(List::of).toList());
  }

  private TrainingSet drawing(TrainingSet training, UnaryOperator<Sample> change) {
    return new TrainingSet(
        training.samples(),
        training.classes(),
        1,
        (epoch, random) -> training.samples().stream().map(change).map(List::of).toList());
  }

  private TrainingSet added(
      TrainingSet training, String patient, @Nullable String magnification, ImageSource image) {
    Sample made =
        new Sample(
            "made",
            image,
            0,
            patient,
            patient,
            magnification,
            OptionalDouble.empty(),
            null,
            parts.attributes ? Map.of("institute", "tested") : Map.of());
    return set(Stream.concat(training.samples().stream(), Stream.of(made)).toList(), training);
  }

  private static List<Sample> replaced(List<Sample> samples, UnaryOperator<Sample> change) {
    return samples.stream().map(change).toList();
  }

  private static Sample with(Sample sample, ImageSource image) {
    return new Sample(
        sample.id(),
        image,
        sample.label(),
        sample.patient(),
        sample.slide(),
        sample.magnification(),
        sample.micronsPerPixel(),
        sample.place(),
        sample.attributes());
  }

  /** Holds each magnification out, and remembers the folds for whoever asks. */
  private final class Leaking implements Protocol {
    List<Fold> folds = List.of();
    Dataset guarded = dataset;
    UnaryOperator<Sample> change = sample -> sample;
    UnaryOperator<Sample> views = UnaryOperator.identity();

    /** The reader's own source of a sample, which asks no guard. */
    ImageSource raw(Sample sample) {
      return source(sample.id());
    }

    @Override
    public FoldPlan folds(Dataset given) {
      guarded = given;
      folds =
          given.magnifications().stream()
              .map(
                  held ->
                      new Fold(
                          held,
                          held,
                          part(given, "p01", "p04", held, false),
                          part(given, "p05", "p06", held, false),
                          tested(part(given, "p07", "p08", held, true)),
                          part(given, "p07", "p08", held, false)))
              .toList();
      return new FoldPlan(folds, List.of());
    }

    private List<Sample> tested(List<Sample> test) {
      return Stream.concat(test.stream(), test.stream().map(views)).distinct().toList();
    }

    private List<Sample> part(Dataset given, String from, String to, String held, boolean of) {
      return given.samples().stream()
          .filter(sample -> sample.patient().compareTo(from) >= 0)
          .filter(sample -> sample.patient().compareTo(to) <= 0)
          .filter(sample -> held.equals(sample.magnification()) == of)
          .map(change)
          .toList();
    }
  }

  /** The parts of a study, some of which lie. */
  private final class Liars extends FakeParts {
    Function<TrainingSet, TrainingSet> augment = training -> training;
    WhileTraining whileTraining = (job, validation) -> {};
    Runnable afterDraw = () -> {};
    final List<Sample> trained = new ArrayList<>();
    final List<Sample> prepared = new ArrayList<>();
    List<Sample> read = dataset.samples();
    boolean attributes;
    boolean flat = true;

    Liars() {
      super(GuardTest.this.dataset, GuardTest.this.protocol);
    }

    @Override
    public org.parfocal.api.DatasetReader reader(Variant variant) {
      return () -> TestSamples.dataset(replaced(read, this::withInstitute));
    }

    private Sample withInstitute(Sample sample) {
      return attributes
          ? new Sample(
              sample.id(),
              sample.image(),
              sample.label(),
              sample.patient(),
              sample.slide(),
              sample.magnification(),
              sample.micronsPerPixel(),
              sample.place(),
              Map.of("institute", sample.patient().compareTo("p06") > 0 ? "tested" : "trained"))
          : sample;
    }

    @Override
    public Images images(@Nullable Variant variant) {
      return new NoiseImages() {
        @Override
        public void read(Sample sample, byte[] target, int offset) {
          synchronized (prepared) {
            prepared.add(sample);
          }
          byte[] key = sample.image().key().getBytes(java.nio.charset.StandardCharsets.UTF_8);
          for (int index = 0; index < 12; index++) {
            target[offset + index] = flat ? 1 : key[index % key.length];
          }
        }
      };
    }

    @Override
    public List<AugmentationStrategy> augmentations(Variant variant) {
      return List.of((training, job) -> augment.apply(training));
    }

    @Override
    public ModelStrategy model(Variant variant) {
      ModelStrategy honest = super.model(variant);
      return new ModelStrategy() {
        @Override
        public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
          for (List<Sample> group : training.draw().epoch(0, RandomGenerator.getDefault())) {
            afterDraw.run();
            for (Sample sample : group) {
              sample.image().key();
              trained.add(sample);
            }
          }
          if (job.fold().equals("200X")) {
            whileTraining.accept(job, validation);
          }
          return honest.fit(training, validation, job);
        }

        @Override
        public TrainedModel load(Path directory, int classes) {
          return honest.load(directory, classes);
        }
      };
    }
  }

  private interface WhileTraining {
    void accept(JobContext job, Validation validation);
  }

  private static final class Noise implements ImageSource {
    @Override
    public String key() {
      return "noise";
    }

    @Override
    public String description() {
      return "noise";
    }

    @Override
    public RgbImage read() {
      return new RgbImage(2, 2, new byte[12]);
    }
  }
}
