package org.parfocal.command.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DecisionThreshold;
import org.parfocal.api.ImageFinder;
import org.parfocal.api.OutputException;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.WholeFile;
import org.parfocal.core.Ensemble;
import org.parfocal.core.Ensemble.Decision;
import org.parfocal.core.FinishedModel;
import org.parfocal.core.ModelArchive;
import org.parfocal.core.ModelFolders;
import org.parfocal.platform.OpenModel;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "predict",
    description = {
      "Predicts images with the model of a finished job, or with several models together.",
      "",
      "  parfocal predict studies/a/dann/200X/seed-13 slides/*.png    images",
      "  parfocal predict studies/a/dann folder                       all folds and seeds together",
      "  parfocal predict studies/a/dann table path=new/index.csv     a data set",
      ""
    })
final class PredictCommand extends PlatformCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL… IMAGE|FOLDER|FILE|READER [key=value]",
      description = {
        "First the models: the folder of a job, or of a fold, a variant or a study of one variant,"
            + " or an archive that parfocal pack wrote, whose jobs then predict together (the mean of their probabilities and thresholds).",
        "Then images and folders of images, or a study file, or the name of a reader with its"
            + " options, for example path=data; or nothing, for the images that an archive holds."
      })
  List<String> words = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The CSV file to write; without it, standard output.")
  @Nullable Path output;

  @Option(
      names = "--threshold",
      paramLabel = "PROBABILITY",
      description =
          "Threshold on the probability of the second of two classes, the positive one; by default"
              + " the one that the study scored with.")
  @Nullable Double threshold;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "The weights of a frozen backbone (safetensors, or the ONNX model), if the file was"
              + " moved since the training; the checksum must be the same.")
  @Nullable Path weights;

  @Mixin LooseImages loose = new LooseImages();

  private final Supplier<Collection<ImageFinder>> finders;

  PredictCommand(Platform platform, Supplier<Collection<ImageFinder>> finders, Terminal terminal) {
    super(platform, terminal);
    this.finders = finders;
  }

  @Override
  String lessMemory() {
    return "name fewer images at a time";
  }

  @Override
  public Integer call() {
    requireNumbers();
    PredictTargets targets = PredictTargets.of(words);
    List<ModelArchive> archives = new ArrayList<>();
    try {
      List<FinishedModel> models =
          targets.models().stream().flatMap(place -> finished(place, archives)).toList();
      predict(models, targets.orElsePacked(archives));
      return ExitCodes.DONE;
    } finally {
      archives.forEach(ModelArchive::close);
    }
  }

  private void predict(List<FinishedModel> models, PredictTargets targets) {
    List<String> classes = models.get(0).classes();
    PredictedSamples predicted = samples(targets, classes);
    Ensemble ensemble = new Ensemble(predicted.samples(), classes);
    try (Progress progress = Progress.on(terminal, false, false)) {
      for (int index = 0; index < models.size(); index++) {
        add(models.get(index), index, models.size(), ensemble, progress);
      }
    }
    List<Decision> decisions = ensemble.decisions();
    TrainedOnSentence.of(decisions, predicted.samples()).ifPresent(terminal::warning);
    write(new PredictionTable(classes, predicted).text(decisions));
  }

  private void requireNumbers() {
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      throw new ConfigurationException("--threshold must be from 0 to 1, it is " + threshold + ".");
    }
    Double size = loose.micronsPerPixel;
    if (size != null && !(size > 0 && size < Double.POSITIVE_INFINITY)) {
      throw new ConfigurationException("--microns-per-pixel must be above 0, it is " + size + ".");
    }
  }

  private Stream<FinishedModel> finished(Path place, List<ModelArchive> archives) {
    Path folder = place;
    if (ModelArchive.isOne(place)) {
      ModelArchive archive = ModelArchive.open(place);
      archives.add(archive);
      folder = archive.folder();
    }
    ModelFolders found = ModelFolders.ofOneVariant(folder, place.toString());
    if (found.unfinished() > 0) {
      terminal.warning(
          "%d of %d jobs below %s are not done; their models are left out."
              .formatted(found.unfinished(), found.unfinished() + found.jobs().size(), place));
    }
    return found.jobs().stream().map(FinishedModel::of);
  }

  private PredictedSamples samples(PredictTargets targets, List<String> classes) {
    boolean told = loose.magnification != null || loose.micronsPerPixel != null;
    if (targets.dataset().isEmpty()) {
      return PredictedSamples.loose(loose.samples(targets.images(), finders.get()));
    }
    if (told) {
      throw new ConfigurationException(
          "--magnification and --microns-per-pixel are for images; a data set tells its own.");
    }
    return PredictedSamples.of(
        platform, targets.dataset().get(), targets.settings(), classes, terminal);
  }

  private void add(FinishedModel job, int index, int total, Ensemble ensemble, Progress progress) {
    String what = total == 1 ? "predicting" : "predicting with " + job.key();
    try (OpenModel open = platform.model(job.directory(), Optional.ofNullable(weights));
        TrainedModel model = job.load(open.strategy())) {
      Double given = threshold;
      double own =
          given != null
              ? given
              : open.thresholdIsFixed()
                  ? DecisionThreshold.fixed().value()
                  : job.threshold().value();
      ensemble.add(
          job, model, open.images(), own, share -> progress.step((index + share) / total, what));
    }
  }

  private void write(String text) {
    Path file = output;
    if (file == null) {
      terminal.out().print(text);
      terminal.out().flush();
    } else {
      write(file, text);
      terminal.err().println("Predictions: " + file.toAbsolutePath().normalize());
    }
  }

  /** Writes a file whole or not at all; missing folders are made. */
  static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new OutputException(file + " is a folder; name a file.");
    }
    try {
      Files.createDirectories(folder);
      WholeFile.write(target, text);
    } catch (IOException e) {
      throw new OutputException("%s cannot be written: %s.".formatted(file, e), e);
    }
  }
}
