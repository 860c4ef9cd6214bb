package org.parfocal.model.process.internal;

import java.nio.file.Path;
import java.util.List;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;

/**
 * A model that a program fitted, and that it predicts by: one start of it for each list of samples.
 */
record FittedProcess(
    Program program, Images images, int classes, WorkFolder folder, Path log, Runnable stop)
    implements TrainedModel {
  @Override
  public List<Output> predict(List<Sample> samples) {
    if (samples.isEmpty()) {
      return List.of();
    }
    Path task = folder.taskWithModel();
    try {
      new RequestFiles(task, images, stop).predict(samples, classes);
      program.run("predict", task, log, stop);
      return Probabilities.read(task, samples.size(), classes).stream()
          .map(row -> new Output(row, new float[0]))
          .toList();
    } finally {
      folder.endTask();
    }
  }

  @Override
  public void save(Path directory) {
    folder.saveModel(directory.resolve(ModelRecord.FILES));
    new ModelRecord(program.sha256(), program.arguments(), classes, images.key()).write(directory);
  }

  @Override
  public void close() {
    folder.remove();
  }
}
