package org.parfocal.model.texture.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.statistics.LinearModel;

/** A linear classifier of texture. */
record FittedTexture(LinearModel classifier, Texture texture, String images)
    implements TrainedModel {
  @Override
  public List<Output> predict(List<Sample> samples) {
    return samples.stream()
        .map(texture::of)
        .map(row -> new Output(classifier.probabilities(doubles(row)), row.clone()))
        .toList();
  }

  static double[] doubles(float[] row) {
    double[] values = new double[row.length];
    for (int k = 0; k < row.length; k++) {
      values[k] = row[k];
    }
    return values;
  }

  @Override
  public void save(Path directory) {
    try {
      TextureFile.write(directory, classifier, images);
    } catch (IOException e) {
      throw new OutputException(
          "The model cannot be written to %s: %s.".formatted(directory, e.getMessage()), e);
    }
  }

  @Override
  public void close() {}
}
