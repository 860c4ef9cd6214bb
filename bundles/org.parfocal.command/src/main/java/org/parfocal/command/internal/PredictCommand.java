package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel.Output;
import org.parfocal.core.StoredModel;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "predict",
    description = "Predicts every image of a data set with the model of a finished job.")
final class PredictCommand implements Callable<Integer> {
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

  @Option(names = "--output", paramLabel = "FILE", description = "Write the CSV there.")
  @Nullable Path output;

  private final Platform platform;
  private final Terminal terminal;

  PredictCommand(Platform platform, Terminal terminal) {
    this.platform = platform;
    this.terminal = terminal;
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
      OutputFile.write(file, text);
      terminal.err().println("Predictions: " + file.toAbsolutePath().normalize());
    }
  }
}
