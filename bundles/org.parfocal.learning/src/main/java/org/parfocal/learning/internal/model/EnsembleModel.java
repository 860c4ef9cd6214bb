package org.parfocal.learning.internal.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.parfocal.api.ForwardingModel;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;

/**
 * Several trainings of one model: the mean of their probabilities (deep ensembles, Lakshminarayanan
 * et al. 2017). The embedding, and where an image speaks for a class, are those of the first one.
 */
public final class EnsembleModel extends ForwardingModel {
  private final List<TrainedModel> models;

  private EnsembleModel(List<TrainedModel> models) {
    super(models.get(0));
    this.models = List.copyOf(models);
  }

  /**
   * Makes models one after the other; a single one is not wrapped.
   *
   * @param count one or more
   * @param maker makes the model of this number, from 0; if it fails, those before are closed
   */
  public static TrainedModel of(int count, Function<Integer, TrainedModel> maker) {
    List<TrainedModel> models = new ArrayList<>();
    try (CloseOnFailure opened = new CloseOnFailure()) {
      for (int number = 0; number < count; number++) {
        models.add(opened.add(maker.apply(number)));
      }
      opened.keep();
    }
    return count == 1 ? models.get(0) : new EnsembleModel(models);
  }

  /** Where a model of this number, from 0, is kept: the first one as if there were no others. */
  public static Path folder(Path directory, int number) {
    return number == 0 ? directory : directory.resolve("model-" + (number + 1));
  }

  @Override
  public List<Output> predict(List<Sample> samples) {
    List<List<Output>> answers = models.stream().map(one -> one.predict(samples)).toList();
    List<Output> outputs = new ArrayList<>();
    for (int row = 0; row < samples.size(); row++) {
      Output first = answers.get(0).get(row);
      double[] mean = new double[first.probabilities().length];
      for (List<Output> answer : answers) {
        for (int k = 0; k < mean.length; k++) {
          mean[k] += answer.get(row).probabilities()[k] / answers.size();
        }
      }
      outputs.add(new Output(mean, first.embedding()));
    }
    return outputs;
  }

  @Override
  public void save(Path directory) {
    for (int number = 0; number < models.size(); number++) {
      Path folder = folder(directory, number);
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new OutputException(
            "The model cannot be written to " + folder + "; check free space and permissions.", e);
      }
      models.get(number).save(folder);
    }
  }

  @Override
  public void close() {
    models.forEach(TrainedModel::close);
  }
}
