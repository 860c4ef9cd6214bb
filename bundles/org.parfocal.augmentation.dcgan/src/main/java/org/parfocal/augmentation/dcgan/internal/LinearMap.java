package org.parfocal.augmentation.dcgan.internal;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nn.FloatTensors;

/**
 * The layers that cost time: convolution, deconvolution and matrix product, without bias, on ND4J's
 * native operations. All native memory of a network is here; it is made once, and closed.
 *
 * <p>Kernels are 4×4 with stride 2 and one pixel of padding, which halves or doubles a resolution
 * exactly (the paper has 5×5, its usual re-implementations 4×4).
 */
final class LinearMap implements Layer {
  private static final double WEIGHT_DEVIATION = 0.02;
  private static final int KERNEL = 4;

  /** Kernel, stride, padding, dilation, explicit padding, NHWC, weights [h, w, ...]. */
  private static final int[] WINDOW = {KERNEL, KERNEL, 2, 2, 1, 1, 1, 1, 0, 1, 0};

  private final INDArray input;
  private final INDArray weights;
  private final INDArray output;
  private final INDArray outputSlope;
  private final INDArray inputSlope;
  private final INDArray weightSlope;
  private final CustomOp forward;
  private final List<CustomOp> backward;
  private final Parameter parameter;
  private final float[] outputs;
  private final float[] inputSlopes;
  private final float[] weightSlopes;

  /** The operations of one kind of layer, on its arrays. */
  private enum Kind {
    CONVOLUTION,
    DECONVOLUTION,
    PRODUCT
  }

  private LinearMap(
      Kind kind,
      long[] inputShape,
      long[] weightShape,
      long[] outputShape,
      RandomGenerator random) {
    input = Nd4j.create(DataType.FLOAT, inputShape, 'c');
    weights = Nd4j.create(DataType.FLOAT, weightShape, 'c');
    output = Nd4j.create(DataType.FLOAT, outputShape, 'c');
    outputSlope = Nd4j.create(DataType.FLOAT, outputShape, 'c');
    inputSlope = Nd4j.create(DataType.FLOAT, inputShape, 'c');
    weightSlope = Nd4j.create(DataType.FLOAT, weightShape, 'c');
    parameter = Parameter.normal(Math.toIntExact(weights.length()), 0, WEIGHT_DEVIATION, random);
    outputs = new float[Math.toIntExact(output.length())];
    inputSlopes = new float[Math.toIntExact(input.length())];
    weightSlopes = new float[parameter.values().length];
    forward = forward(kind);
    backward = backward(kind);
  }

  /** Halves the resolution: [batch, size, size, in] to [batch, size / 2, size / 2, out]. */
  static LinearMap convolution(int batch, int size, int in, int out, RandomGenerator random) {
    return new LinearMap(
        Kind.CONVOLUTION,
        new long[] {batch, size, size, in},
        new long[] {KERNEL, KERNEL, in, out},
        new long[] {batch, size / 2, size / 2, out},
        random);
  }

  /** Doubles the resolution: [batch, size, size, in] to [batch, 2 size, 2 size, out]. */
  static LinearMap deconvolution(int batch, int size, int in, int out, RandomGenerator random) {
    return new LinearMap(
        Kind.DECONVOLUTION,
        new long[] {batch, size, size, in},
        new long[] {KERNEL, KERNEL, out, in},
        new long[] {batch, 2L * size, 2L * size, out},
        random);
  }

  /** Multiplies rows with a matrix: [batch, in] to [batch, out]. */
  static LinearMap product(int batch, int in, int out, RandomGenerator random) {
    return new LinearMap(
        Kind.PRODUCT,
        new long[] {batch, in},
        new long[] {in, out},
        new long[] {batch, out},
        random);
  }

  private CustomOp forward(Kind kind) {
    return switch (kind) {
      case CONVOLUTION -> operation("conv2d", WINDOW, List.of(input, weights), List.of(output));
      case DECONVOLUTION -> operation("deconv2d", WINDOW, List.of(input, weights), List.of(output));
      case PRODUCT -> matmul(input, weights, output, 0, 0);
    };
  }

  private List<CustomOp> backward(Kind kind) {
    List<INDArray> known = List.of(input, weights, outputSlope);
    List<INDArray> wanted = List.of(inputSlope, weightSlope);
    return switch (kind) {
      case CONVOLUTION -> List.of(operation("conv2d_bp", WINDOW, known, wanted));
      case DECONVOLUTION -> List.of(operation("deconv2d_bp", WINDOW, known, wanted));
      case PRODUCT ->
          List.of(
              matmul(outputSlope, weights, inputSlope, 0, 1),
              matmul(input, outputSlope, weightSlope, 1, 0));
    };
  }

  private static CustomOp matmul(
      INDArray left, INDArray right, INDArray result, int transposeLeft, int transposeRight) {
    return operation(
        "matmul",
        new int[] {transposeLeft, transposeRight, 0},
        List.of(left, right),
        List.of(result));
  }

  private static CustomOp operation(
      String name, int[] arguments, List<INDArray> inputs, List<INDArray> outputs) {
    return DynamicCustomOp.builder(name)
        .addInputs(inputs.toArray(new INDArray[0]))
        .addOutputs(outputs.toArray(new INDArray[0]))
        .addIntegerArguments(arguments)
        .build();
  }

  @Override
  public float[] forward(float[] values, Pass pass) {
    FloatTensors.write(values, input);
    FloatTensors.write(parameter.values(), weights);
    Nd4j.getExecutioner().exec(forward);
    FloatTensors.read(output, outputs);
    return outputs;
  }

  @Override
  public float[] backward(float[] slope) {
    FloatTensors.write(slope, outputSlope);
    backward.forEach(operation -> Nd4j.getExecutioner().exec(operation));
    FloatTensors.read(weightSlope, weightSlopes);
    float[] sum = parameter.slopes();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weightSlopes[i];
    }
    FloatTensors.read(inputSlope, inputSlopes);
    return inputSlopes;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(parameter);
  }

  @Override
  public void close() {
    List.of(input, weights, output, outputSlope, inputSlope, weightSlope).forEach(INDArray::close);
  }
}
