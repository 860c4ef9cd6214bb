package org.parfocal.onnx.internal;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.onnx.internal.file.ElementType;
import org.parfocal.onnx.internal.file.TensorInfo;

/**
 * An encoder in ONNX Runtime, which opens the model for the first image: a job whose embeddings are
 * all known needs none. Used by one thread.
 */
final class EncoderSession implements AutoCloseable {
  /**
   * Images given to the model at once, if it takes any number. More take memory and save no time on
   * a CPU, where the product of one image's tokens with the weights keeps all threads busy.
   */
  static final int TOGETHER = 4;

  private final Encoder encoder;
  private final Runtime runtime;
  private final int together;
  private @Nullable OrtSession session;
  private @Nullable FloatBuffer buffer;

  EncoderSession(Encoder encoder, Runtime runtime) {
    this.encoder = encoder;
    this.runtime = runtime;
    long batch = encoder.input().batch();
    this.together = batch == TensorInfo.ANY ? TOGETHER : Math.toIntExact(batch);
  }

  /**
   * What the model gives for some images.
   *
   * @param pixels normalised, by image, row, column and channel
   * @param first of the images
   * @param count at most {@link #together}
   * @throws ConfigurationException if ONNX Runtime refuses the model, or the model takes no such
   *     images; says why
   */
  ImageVectors run(float[] pixels, int first, int count, int edge) {
    // A model of a fixed batch is given images of zeros beside those that there are.
    int given = encoder.input().batch() == TensorInfo.ANY ? count : together;
    FloatBuffer values = filled(pixels, first, count, given, edge);
    try (OnnxTensor images = tensor(values, encoder.inputShape(given, edge));
        OrtSession.Result result =
            opened().run(Map.of(encoder.input().name(), images), Set.of(encoder.output().name()))) {
      OnnxValue output = result.get(0);
      if (!(output instanceof OnnxTensor tensor)) {
        throw new ConfigurationException(
            "The output %s of the model %s is no tensor; name another one as backbone.output."
                .formatted(encoder.output().name(), encoder.file().path()));
      }
      FloatBuffer numbers = tensor.getFloatBuffer();
      float[] copy = new float[numbers.remaining()];
      numbers.get(copy);
      return ImageVectors.of(copy, tensor.getInfo().getShape(), count, encoder.output());
    } catch (OrtException e) {
      throw new ConfigurationException(
          "The model %s does not take images of %d pixels: %s"
              .formatted(encoder.file().path(), edge, Runtime.sentence(e)));
    }
  }

  private OrtSession opened() {
    if (session == null) {
      session = runtime.open(encoder.file());
    }
    return session;
  }

  int together() {
    return together;
  }

  private OnnxTensor tensor(FloatBuffer values, long[] shape) throws OrtException {
    return encoder.input().type() == ElementType.FLOAT16
        ? OnnxTensor.createTensor(
            runtime.environment(),
            Fp16Conversions.convertFloatBufferToFp16Buffer(values),
            shape,
            OnnxJavaType.FLOAT16)
        : OnnxTensor.createTensor(runtime.environment(), values, shape);
  }

  /** A batch in the model's layout. */
  private FloatBuffer filled(float[] pixels, int first, int count, int given, int edge) {
    int length = 3 * edge * edge;
    FloatBuffer memory = buffer;
    if (memory == null || memory.capacity() != given * length) {
      memory =
          ByteBuffer.allocateDirect(Math.multiplyExact(given * length, Float.BYTES))
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      buffer = memory;
    }
    memory.clear();
    if (encoder.input().layout() == Layout.NHWC) {
      memory.put(pixels, first * length, count * length);
    } else {
      float[] plane = new float[edge * edge];
      for (int image = first; image < first + count; image++) {
        for (int channel = 0; channel < 3; channel++) {
          for (int place = 0; place < plane.length; place++) {
            plane[place] = pixels[image * length + 3 * place + channel];
          }
          memory.put(plane);
        }
      }
    }
    float[] zeros = new float[length];
    for (int image = count; image < given; image++) {
      memory.put(zeros);
    }
    return memory.flip();
  }

  @Override
  public void close() {
    try {
      if (session != null) {
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
