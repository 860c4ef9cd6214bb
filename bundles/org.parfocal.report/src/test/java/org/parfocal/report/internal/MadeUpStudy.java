package org.parfocal.report.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Embedder;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.Metric;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.Selection;
import org.parfocal.core.Study;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyRunner;
import org.parfocal.core.Variant;
import org.parfocal.report.StudyImages;
import org.parfocal.testkit.NoiseImages;
import org.parfocal.testkit.TestSamples;

/**
 * A study that is run in a moment: probabilities are made of the label, the variant and the seed.
 * The variant {@code fails} fails at 400X.
 */
final class MadeUpStudy implements StudyParts, ProgressListener {
  /** What a browser would run as a script if it took it for markup. */
  static final String MARKUP = "<img src=x onerror=globalThis.ran=true>";

  /** What a spreadsheet would run. */
  static final String FORMULA = "=cmd|' /C calc'!A0";

  private static final List<String> MAGNIFICATIONS = List.of("40X", "100X", "200X", "400X");

  private final Dataset dataset;

  private MadeUpStudy(int patients, List<String> classes, UnaryOperator<Sample> naming) {
    Dataset regular = TestSamples.regular(patients, 2, MAGNIFICATIONS.toArray(String[]::new));
    dataset =
        new Dataset(
            "made up",
            classes,
            regular.samples().stream().map(naming).toList(),
            "manifest-1",
            "CC0",
            List.of());
  }

  /** Runs it, and gives its folder. */
  static Path run(Path output, List<String> variants, int seeds, int patients) {
    return run(output, variants, seeds, patients, List.of(MARKUP, FORMULA));
  }

  static Path run(
      Path output, List<String> variants, int seeds, int patients, List<String> classes) {
    return run(output, variants, seeds, new MadeUpStudy(patients, classes, sample -> sample));
  }

  /** The same of 24 patients with other names. */
  static Path run(Path output, List<String> variants, UnaryOperator<Sample> naming) {
    return run(output, variants, 1, new MadeUpStudy(24, List.of("benign", "malignant"), naming));
  }

  /** A variant with two options, of which one is chosen for each fold and seed. */
  static Path runGrid(Path output, String option, List<String> values) {
    List<Variant> points =
        values.stream()
            .map(
                value ->
                    new Variant(
                        "dann,%s=%s".formatted(option, value),
                        Map.of("model", Map.of("name", "dann", option, value))))
            .toList();
    Selection selection =
        new Selection(
            "dann",
            points.stream().map(Variant::name).toList(),
            Selection.Method.VALIDATION,
            "pairs");
    return run(
        output,
        points,
        2,
        List.of(selection),
        new MadeUpStudy(24, List.of("benign", "malignant"), sample -> sample));
  }

  private static Path run(Path output, List<String> variants, int seeds, MadeUpStudy parts) {
    return run(
        output,
        variants.stream()
            .map(name -> new Variant(name, Map.of("model", Map.of("name", name))))
            .toList(),
        seeds,
        List.of(),
        parts);
  }

  /** The images of a study of so many patients. */
  static StudyImages images(int patients) {
    List<Sample> samples =
        new MadeUpStudy(patients, List.of("benign", "malignant"), sample -> sample)
            .dataset.samples();
    return (study, data, ids, taker) ->
        samples.stream().filter(sample -> ids.contains(sample.id())).forEach(taker);
  }

  private static Path run(
      Path output,
      List<Variant> variants,
      int seeds,
      List<Selection> selections,
      MadeUpStudy parts) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("study", "made-up");
    configuration.put("output", output.toString());
    configuration.put("dataset", Map.of("reader", "table", "path", output + "/index.csv"));
    Study study =
        new Study(
            "made-up",
            output.resolve("made-up"),
            configuration,
            variants,
            LongStream.rangeClosed(1, seeds).boxed().toList(),
            selections);
    new StudyRunner().run(study, parts, Set.of(), parts);
    return study.directory();
  }

  @Override
  public DatasetReader reader(Variant variant) {
    return () -> dataset;
  }

  /** Each magnification is held out; the last quarter of the patients is tested. */
  @Override
  public Protocol protocol(Variant variant) {
    return data -> {
      List<String> patients = data.samples().stream().map(Sample::patient).distinct().toList();
      List<String> tested = patients.subList(patients.size() * 3 / 4, patients.size());
      List<String> validated = patients.subList(patients.size() / 2, patients.size() * 3 / 4);
      List<Fold> folds = new ArrayList<>();
      for (String held : MAGNIFICATIONS) {
        List<List<Sample>> parts =
            List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Sample sample : data.samples()) {
          boolean isHeld = held.equals(sample.magnification());
          if (tested.contains(sample.patient())) {
            parts.get(isHeld ? 2 : 3).add(sample);
          } else if (!isHeld) {
            parts.get(validated.contains(sample.patient()) ? 1 : 0).add(sample);
          }
        }
        folds.add(
            new Fold(
                held,
                held,
                SampleField.MAGNIFICATION,
                parts.get(0),
                parts.get(1),
                parts.get(2),
                parts.get(3)));
      }
      return new FoldPlan(folds, List.of(), List.of("a note of the protocol"));
    };
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new PairMetric());
  }

  @Override
  public Images images(Variant variant) {
    return new NoiseImages();
  }

  @Override
  public List<AugmentationStrategy> augmentations(Variant variant) {
    return List.of();
  }

  @Override
  public Embedder embedder(Variant variant) {
    throw new UnsupportedOperationException("nothing is embedded here");
  }

  @Override
  public ModelStrategy model(Variant variant) {
    return new Strategy(variant.name());
  }

  private record Strategy(String name) implements ModelStrategy {
    @Override
    public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
      if (name.equals("fails") && job.directory().toString().contains("400X")) {
        throw new IllegalStateException("singular matrix in " + job.directory());
      }
      for (int epoch = 1; epoch <= 3; epoch++) {
        job.history(Map.of("loss", 1.0 / epoch, "validation-auc", 0.6 + 0.1 * epoch));
      }
      return new Model(name.hashCode() * 31L + job.seed());
    }

    @Override
    public TrainedModel load(Path directory, int classes) {
      throw new UnsupportedOperationException("nothing is loaded here");
    }
  }

  private record Model(long seed) implements TrainedModel {
    @Override
    public List<Output> predict(List<Sample> samples) {
      return samples.stream()
          .map(
              sample -> {
                Random random = new Random(sample.id().hashCode() * 31L + seed);
                double positive = 0.3 * sample.label() + 0.7 * random.nextDouble();
                return new Output(
                    new double[] {1 - positive, positive},
                    new float[] {sample.label(), (float) positive, 0.5f});
              })
          .toList();
    }

    @Override
    public void save(Path directory) {}

    @Override
    public void close() {}
  }

  @Override
  public Map<String, String> bundles(Variant variant) {
    return Map.of("org.example.model", "1.0.0 sha256:aa");
  }

  @Override
  public String engine() {
    return "one thread";
  }

  @Override
  public List<Path> together(Path file) {
    return List.of(file);
  }

  @Override
  public Map<String, String> metricBundles() {
    return Map.of("org.example.metric", "1.0.0 sha256:bb");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("java", "17", "org.parfocal.core", "0.1.0", "processor", MARKUP);
  }
}
