package org.parfocal.onnx.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.learning.FrozenBackbone;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.RowBuffer;

/** An encoder as a backbone that does not learn. */
final class OnnxBackbone implements FrozenBackbone {
  private final Encoder encoder;
  private final EncoderSession session;
  private final int imageSize;
  private @Nullable RowBuffer embeddings;
  private int embeddingSize;
  private boolean closed;

  OnnxBackbone(Encoder encoder, EncoderSession session, int imageSize) {
    this.encoder = encoder;
    this.session = session;
    this.imageSize = imageSize;
  }

  @Override
  public int embeddingSize() {
    if (embeddingSize == 0) { // a file need not tell
      ImageVectors one = session.run(new float[3 * imageSize * imageSize], 0, 1, imageSize);
      embeddingSize = one.embeddingSize(encoder.output());
    }
    return embeddingSize;
  }

  @Override
  public INDArray forward(INDArray images, boolean training) {
    if (training) {
      throw new UnsupportedOperationException("an encoder from an ONNX file is frozen");
    }
    float[] pixels = FloatTensors.read(images);
    int count = Math.toIntExact(images.size(0));
    float[] all = new float[0];
    int length = 0;
    for (int first = 0; first < count; first += session.together()) {
      int some = Math.min(session.together(), count - first);
      ImageVectors vectors = session.run(pixels, first, some, imageSize);
      length = vectors.embeddingSize(encoder.output());
      if (first == 0) {
        all = new float[Math.multiplyExact(count, length)];
      }
      float[] embedded = vectors.embeddings(encoder.output());
      System.arraycopy(embedded, 0, all, first * length, embedded.length);
    }
    embeddingSize = length;
    if (embeddings == null) {
      embeddings = new RowBuffer(length);
    }
    return embeddings.rows(count, all);
  }

  @Override
  public Optional<INDArray> featureMaps(INDArray images) {
    int count = Math.toIntExact(images.size(0));
    float[] pixels = FloatTensors.read(images);
    ImageVectors first = session.run(pixels, 0, 1, imageSize);
    if (first.places() == 0 || first.meant(encoder.output().pooling()) != Pooling.MEAN) {
      return Optional.empty();
    }
    int edge = first.places();
    int own = edge * edge * first.length();
    float[] maps = new float[Math.multiplyExact(count, own)];
    for (int image = 0; image < count; image++) {
      ImageVectors vectors = image == 0 ? first : session.run(pixels, image, 1, imageSize);
      System.arraycopy(vectors.patches(), 0, maps, image * own, own);
    }
    return Optional.of(Nd4j.createFromArray(maps).reshape(count, edge, edge, first.length()));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      session.close();
      if (embeddings != null) {
        embeddings.close();
      }
    }
  }
}
