package org.parfocal.benchmarks.libtorch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** ViT-S/16 of 224 pixels on libtorch in eager mode, with its fused attention. */
public final class VisionTransformer {
  private static final int SIZE = 224;
  private static final int PATCH = 16;
  private static final int WIDTH = 384;
  private static final int DEPTH = 12;
  private static final int HEADS = 6;
  private static final int TOKENS = SIZE / PATCH * (SIZE / PATCH) + 1;
  private static final double EPSILON = 1e-6;

  private final Tensor classToken;
  private final Tensor positions;
  private final Layer patches;
  private final Block[] blocks = new Block[DEPTH];
  private final Layer norm;

  private record Layer(Tensor weight, TensorOptional bias) {
    Tensor linear(Tensor input) {
      return torch.linear(input, weight, bias);
    }

    Tensor normalised(Tensor input) {
      return torch.layer_norm(
          input, new long[] {WIDTH}, new TensorOptional(weight), bias, EPSILON, true);
    }
  }

  private record Block(
      Layer norm1, Layer qkv, Layer projection, Layer norm2, Layer widened, Layer narrowed) {
    Tensor apply(Tensor input) {
      Tensor attended = input.add(attention(norm1.normalised(input)));
      return attended.add(narrowed.linear(torch.gelu(widened.linear(norm2.normalised(attended)))));
    }

    private Tensor attention(Tensor input) {
      TensorVector parts =
          qkv.linear(input)
              .reshape(input.size(0), TOKENS, 3, HEADS, WIDTH / HEADS)
              .permute(2, 0, 3, 1, 4)
              .unbind(0);
      return projection.linear(
          torch
              .scaled_dot_product_attention(parts.get(0), parts.get(1), parts.get(2))
              .transpose(1, 2)
              .reshape(input.size(0), TOKENS, WIDTH));
    }
  }

  /** {@code weights} holds the parameters of timm's model in the order of its state. */
  private VisionTransformer(FloatBuffer weights) {
    classToken = tensor(weights, 1, 1, WIDTH);
    positions = tensor(weights, 1, TOKENS, WIDTH);
    patches = layer(weights, WIDTH, 3, PATCH, PATCH);
    for (int block = 0; block < DEPTH; block++) {
      blocks[block] =
          new Block(
              layer(weights, WIDTH),
              layer(weights, 3 * WIDTH, WIDTH),
              layer(weights, WIDTH, WIDTH),
              layer(weights, WIDTH),
              layer(weights, 4 * WIDTH, WIDTH),
              layer(weights, WIDTH, 4 * WIDTH));
    }
    norm = layer(weights, WIDTH);
    if (weights.hasRemaining()) {
      throw new IllegalArgumentException(weights.remaining() + " weights are left over.");
    }
  }

  private static Layer layer(FloatBuffer weights, long... shape) {
    return new Layer(tensor(weights, shape), new TensorOptional(tensor(weights, shape[0])));
  }

  private static Tensor tensor(FloatBuffer source, long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    float[] numbers = new float[Math.toIntExact(length)];
    source.get(numbers);
    return Tensor.create(numbers, shape);
  }

  private Tensor embed(Tensor images) {
    long count = images.size(0);
    Tensor tokens =
        torch
            .conv2d(
                images,
                patches.weight(),
                patches.bias(),
                new long[] {PATCH, PATCH},
                new long[] {0, 0},
                new long[] {1, 1},
                1)
            .flatten(2, -1)
            .transpose(1, 2);
    Tensor state =
        torch
            .cat(new TensorVector(classToken.expand(count, 1, WIDTH), tokens), 1)
            .add(positions, new Scalar(1));
    for (Block block : blocks) {
      state = block.apply(state);
    }
    return norm.normalised(state).select(1, 0);
  }

  /**
   * Embeds all images once in batches and prints the seconds of it, without what starting takes.
   *
   * @param arguments files of float32 in the machine's order: the weights, the images by channel,
   *     and the embeddings to write; images a batch; threads
   */
  public static void main(String[] arguments) throws IOException {
    torch.set_num_threads(Integer.parseInt(arguments[4]));
    VisionTransformer network = new VisionTransformer(floats(Path.of(arguments[0])));
    FloatBuffer pixels = floats(Path.of(arguments[1]));
    int count = pixels.remaining() / (3 * SIZE * SIZE);
    Tensor images = tensor(pixels, count, 3, SIZE, SIZE);
    int batch = Integer.parseInt(arguments[3]);
    float[] embeddings = new float[count * WIDTH];
    // What the first batch pays once: memory, threads, the choice of kernels.
    network.into(embeddings, images, 0, Math.min(batch, count));
    long begun = System.nanoTime();
    for (int from = 0; from < count; from += batch) {
      network.into(embeddings, images, from, Math.min(batch, count - from));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    ByteBuffer written =
        ByteBuffer.allocate(embeddings.length * Float.BYTES).order(ByteOrder.nativeOrder());
    written.asFloatBuffer().put(embeddings);
    Files.write(Path.of(arguments[2]), written.array());
    System.out.println(seconds);
  }

  private void into(float[] embeddings, Tensor images, int from, int count) {
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode(true)) {
      float[] part = new float[count * WIDTH];
      embed(images.narrow(0, from, count)).contiguous().data_ptr_float().get(part);
      System.arraycopy(part, 0, embeddings, from * WIDTH, part.length);
    }
  }

  private static FloatBuffer floats(Path file) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file))
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
