package org.parfocal.augmentation.dcgan.internal;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Sequential;

/** Makes images with a trained generator. Image i is the same however many are made. */
final class ImageMaker {
  private static final int BATCH = 16;

  private final GanHyperparameters hyperparameters;
  private final GeneratorStreams streams;

  ImageMaker(GanHyperparameters hyperparameters, GeneratorStreams streams) {
    this.hyperparameters = hyperparameters;
    this.streams = streams;
  }

  /** Hands over RGB images one by one. */
  void make(TrainedGenerator trained, int count, Consumer<byte[]> target) {
    float[] latent = new float[BATCH * hyperparameters.latentSize()];
    try (Sequential generator = Dcgan.generator(hyperparameters, streams.stream("generator", 0));
        RowBuffer rows = new RowBuffer(1, 1, hyperparameters.latentSize())) {
      restore(trained.state(), List.copyOf(generator.state().values()));
      generator.train(false);
      for (int start = 0; start < count; start += BATCH) {
        for (int row = 0; row < BATCH; row++) {
          RandomGenerator random = streams.stream("image", start + row);
          for (int k = 0; k < hyperparameters.latentSize(); k++) {
            latent[row * hyperparameters.latentSize() + k] = (float) random.nextGaussian();
          }
        }
        float[] numbers = FloatTensors.read(generator.forward(rows.rows(BATCH, latent)));
        for (int row = 0; row < Math.min(BATCH, count - start); row++) {
          byte[] rgb = new byte[hyperparameters.imageBytes()];
          Pixels.toBytes(numbers, row * rgb.length, rgb);
          target.accept(rgb);
        }
      }
    }
  }

  private static void restore(List<float[]> from, List<INDArray> to) {
    for (int i = 0; i < to.size(); i++) {
      FloatTensors.write(from.get(i), to.get(i));
    }
  }
}
