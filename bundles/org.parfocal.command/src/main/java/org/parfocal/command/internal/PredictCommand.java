package org.parfocal.command.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel.Output;
import org.parfocal.api.WholeFile;
import org.parfocal.core.StoredModel;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "predict",
    description = "Predicts every image of a data set with the model of a finished job.")
final class PredictCommand extends PlatformCommand {
  private static final int AT_ONCE = 256;

  @Parameters(
      index = "0",
      paramLabel = "JOB_FOLDER",
      description = "For example studies/quickstart/baseline/200X/seed-13.")
  Path job = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "FILE|READER",
      description = "A study file, or the name of a reader plugin.")
  String target = "";

  @Parameters(
      index = "2..*",
      paramLabel = "key=value",
      description = "Options of the reader, for example path=data.")
  List<String> settings = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The CSV file to write; without it, standard output.")
  @Nullable Path output;

  PredictCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    List<String> classes = StoredModel.classes(job);
    try (Wired<DatasetReader> data = platform.dataset(target, settings);
        Wired<ModelStrategy> open = platform.model(job)) {
      Dataset dataset = data.plugin().read();
      dataset.warnings().forEach(terminal::warning);
      List<Output> outputs;
      try (StoredModel model = StoredModel.open(job, open.plugin());
          Progress progress = Progress.on(terminal, false, false)) {
        outputs = predict(model, dataset.samples(), progress);
      }
      write(new PredictionTable(classes, dataset).text(outputs));
      return ExitCodes.DONE;
    }
  }

  private static List<Output> predict(StoredModel model, List<Sample> samples, Progress progress) {
    List<Output> outputs = new ArrayList<>();
    for (int from = 0; from < samples.size(); from += AT_ONCE) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("stopped");
      }
      progress.step((double) from / samples.size(), "predicting");
      outputs.addAll(
          model.predict(samples.subList(from, Math.min(from + AT_ONCE, samples.size()))));
    }
    return outputs;
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
