package org.parfocal.onnx.internal;

import java.util.Arrays;
import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;

/**
 * The vectors that a model gave for each of some images: one, one for each token, or one for each
 * place of a map.
 *
 * @param values row-major, by image, token and number
 * @param places rows of patches or of a map; 0 if there are none
 * @param prefix tokens before them
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record ImageVectors(float[] values, int images, int tokens, int length, int prefix, int places) {
  /**
   * Reads an output.
   *
   * @param shape its sizes, of which the first counts images
   * @throws ConfigurationException if it gives nothing of the kind
   */
  static ImageVectors of(float[] values, long[] shape, int images, EncoderOutput output) {
    if (shape.length < 2 || shape.length > 4 || shape[0] < images) {
      throw wrong(output, "gave %s for %d images".formatted(Arrays.toString(shape), images));
    }
    if (shape.length == 2) {
      return new ImageVectors(values, images, 1, (int) shape[1], 1, 0);
    }
    if (shape.length == 3) {
      int tokens = (int) shape[1];
      int prefix = output.prefix() >= 0 ? output.prefix() : squarePrefix(tokens);
      int edge = (int) Math.round(Math.sqrt(tokens - (double) prefix));
      if (prefix > tokens) {
        throw wrong(output, "gave %d tokens, fewer than backbone.prefix-tokens".formatted(tokens));
      }
      int places = edge * edge == tokens - prefix ? edge : 0;
      return new ImageVectors(values, images, tokens, (int) shape[2], prefix, places);
    }
    return map(values, shape, images, output.channelsFirst());
  }

  private static ImageVectors map(float[] values, long[] shape, int images, boolean channelsFirst) {
    int length = (int) (channelsFirst ? shape[1] : shape[3]);
    int tokens = (int) (channelsFirst ? shape[2] * shape[3] : shape[1] * shape[2]);
    float[] ordered = values;
    if (channelsFirst) {
      ordered = new float[images * tokens * length];
      for (int index = 0; index < ordered.length; index++) {
        int number = index % length;
        int token = index / length % tokens;
        int image = index / length / tokens;
        ordered[index] = values[(image * length + number) * tokens + token];
      }
    }
    int places = shape[2] * shape[2] == tokens ? (int) shape[2] : 0;
    return new ImageVectors(ordered, images, tokens, length, 0, places);
  }

  /** The least number without which the tokens are a square's. */
  private static int squarePrefix(int tokens) {
    int edge = (int) Math.floor(Math.sqrt(tokens));
    return tokens - edge * edge;
  }

  /** What is meant where the study left it open. */
  Pooling meant(Pooling pooling) {
    if (pooling != Pooling.AUTO) {
      return pooling;
    }
    return prefix > 0 ? Pooling.CLASS_TOKEN : Pooling.MEAN;
  }

  /**
   * The embedding of each image, one after the other.
   *
   * @throws ConfigurationException if there is nothing to pool as asked for
   */
  float[] embeddings(EncoderOutput output) {
    Pooling pooling = meant(output.pooling());
    boolean token = pooling != Pooling.MEAN;
    boolean mean = pooling == Pooling.MEAN || pooling == Pooling.CLASS_TOKEN_AND_MEAN;
    if (token && prefix == 0 || mean && tokens == prefix) {
      throw wrong(
          output,
          "gave %d tokens, %d of them before the patches, of which there is no %s"
              .formatted(tokens, prefix, Choice.name(pooling)));
    }
    int size = embeddingSize(output);
    float[] embeddings = new float[images * size];
    for (int image = 0; image < images; image++) {
      int start = image * tokens * length;
      if (token) {
        System.arraycopy(values, start, embeddings, image * size, length);
      }
      if (mean) {
        System.arraycopy(meanOfPatches(start), 0, embeddings, (image + 1) * size - length, length);
      }
    }
    return embeddings;
  }

  int embeddingSize(EncoderOutput output) {
    return meant(output.pooling()) == Pooling.CLASS_TOKEN_AND_MEAN ? 2 * length : length;
  }

  /** Those of the patches, by image, row, column and number. */
  float[] patches() {
    int own = (tokens - prefix) * length;
    float[] patches = new float[images * own];
    for (int image = 0; image < images; image++) {
      System.arraycopy(values, (image * tokens + prefix) * length, patches, image * own, own);
    }
    return patches;
  }

  private float[] meanOfPatches(int start) {
    float[] mean = new float[length];
    for (int number = 0; number < length; number++) {
      double sum = 0;
      for (int patch = prefix; patch < tokens; patch++) {
        sum += values[start + patch * length + number];
      }
      mean[number] = (float) (sum / (tokens - prefix));
    }
    return mean;
  }

  private static ConfigurationException wrong(EncoderOutput output, String what) {
    return new ConfigurationException(
        "The output %s of the encoder %s; correct backbone.output, pooling or prefix-tokens."
            .formatted(output.name(), what));
  }
}
