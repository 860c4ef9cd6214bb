package org.parfocal.cuda.internal.device;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.IntPointer;

/** One convolution as a graph of cuDNN's, and the ways that cuDNN knows to compute it. */
final class ConvolutionGraph implements AutoCloseable {
  static final long INPUT = 1;
  static final long WEIGHTS = 2;
  static final long OUTPUT = 3;

  private static final int DIRECTIONS = 2;
  private static final long ALIGNMENT = 16;
  private static final int MOST = 16;

  private final Device device;
  private final List<Descriptor> owned = new ArrayList<>();
  private final Descriptor graph;

  ConvolutionGraph(Device device, ConvolutionKind kind, ConvolutionShape shape, int dataType) {
    this.device = device;
    Descriptor geometry =
        make(cudnn.CUDNN_BACKEND_CONVOLUTION_DESCRIPTOR)
            .choice(
                cudnn.CUDNN_ATTR_CONVOLUTION_COMP_TYPE,
                cudnn.CUDNN_TYPE_DATA_TYPE,
                cudnn.CUDNN_DATA_FLOAT)
            .choice(
                cudnn.CUDNN_ATTR_CONVOLUTION_CONV_MODE,
                cudnn.CUDNN_TYPE_CONVOLUTION_MODE,
                cudnn.CUDNN_CROSS_CORRELATION)
            .numbers(cudnn.CUDNN_ATTR_CONVOLUTION_SPATIAL_DIMS, DIRECTIONS)
            .numbers(cudnn.CUDNN_ATTR_CONVOLUTION_PRE_PADDINGS, shape.top(), shape.left())
            .numbers(cudnn.CUDNN_ATTR_CONVOLUTION_POST_PADDINGS, shape.top(), shape.left())
            .numbers(cudnn.CUDNN_ATTR_CONVOLUTION_DILATIONS, shape.dilationY(), shape.dilationX())
            .numbers(cudnn.CUDNN_ATTR_CONVOLUTION_FILTER_STRIDES, shape.strideY(), shape.strideX())
            .finish();
    Descriptor operation =
        make(kind.descriptor)
            .part(kind.geometry, geometry)
            .part(kind.input, tensor(INPUT, dataType, shape.input()))
            .part(kind.weights, tensor(WEIGHTS, dataType, shape.weights()))
            .part(kind.output, tensor(OUTPUT, dataType, shape.output()))
            .number(kind.alpha, 1)
            .number(kind.beta, 0)
            .finish();
    graph =
        make(cudnn.CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR)
            .part(cudnn.CUDNN_ATTR_OPERATIONGRAPH_OPS, operation)
            .addresses(
                cudnn.CUDNN_ATTR_OPERATIONGRAPH_HANDLE,
                cudnn.CUDNN_TYPE_HANDLE,
                device.context().address())
            .finish();
  }

  private Descriptor tensor(long identity, int dataType, long[] sizes) {
    return make(cudnn.CUDNN_BACKEND_TENSOR_DESCRIPTOR)
        .choice(cudnn.CUDNN_ATTR_TENSOR_DATA_TYPE, cudnn.CUDNN_TYPE_DATA_TYPE, dataType)
        .numbers(cudnn.CUDNN_ATTR_TENSOR_DIMENSIONS, sizes)
        .numbers(cudnn.CUDNN_ATTR_TENSOR_STRIDES, ConvolutionShape.strides(sizes))
        .numbers(cudnn.CUDNN_ATTR_TENSOR_UNIQUE_ID, identity)
        .numbers(cudnn.CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, ALIGNMENT)
        .finish();
  }

  private Descriptor make(int type) {
    Descriptor made = new Descriptor(device, type);
    owned.add(made);
    return made;
  }

  /**
   * Ways to compute it, the one that cuDNN expects to be quickest first: those of mode A and, if
   * there are none, the fallback.
   */
  List<Descriptor> ways() {
    List<Descriptor> ways = ways(cudnn.CUDNN_HEUR_MODE_A);
    return ways.isEmpty() ? ways(cudnn.CUDNN_HEUR_MODE_FALLBACK) : ways;
  }

  private List<Descriptor> ways(int mode) {
    Descriptor heuristic =
        make(cudnn.CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR)
            .part(cudnn.CUDNN_ATTR_ENGINEHEUR_OPERATION_GRAPH, graph)
            .choice(cudnn.CUDNN_ATTR_ENGINEHEUR_MODE, cudnn.CUDNN_TYPE_HEUR_MODE, mode);
    try {
      heuristic.finish();
    } catch (DeviceException e) {
      return List.of(); // this mode knows none
    }
    Descriptor[] ways = new Descriptor[MOST];
    for (int index = 0; index < MOST; index++) {
      ways[index] = make(cudnn.CUDNN_BACKEND_ENGINECFG_DESCRIPTOR);
    }
    int found = heuristic.parts(cudnn.CUDNN_ATTR_ENGINEHEUR_RESULTS, ways);
    return List.of(ways).subList(0, Math.min(found, MOST));
  }

  /** Numerical notes of the engine of a way, which say how exactly and repeatably it computes. */
  List<Integer> notes(Descriptor way) {
    Descriptor engine = make(cudnn.CUDNN_BACKEND_ENGINE_DESCRIPTOR);
    way.parts(cudnn.CUDNN_ATTR_ENGINECFG_ENGINE, engine);
    List<Integer> notes = new ArrayList<>();
    try (IntPointer values = new IntPointer(cudnn.CUDNN_NUMERICAL_NOTE_TYPE_COUNT)) {
      long count =
          engine.get(
              cudnn.CUDNN_ATTR_ENGINE_NUMERICAL_NOTE,
              cudnn.CUDNN_TYPE_NUMERICAL_NOTE,
              cudnn.CUDNN_NUMERICAL_NOTE_TYPE_COUNT,
              values);
      for (int index = 0; index < count; index++) {
        notes.add(values.get(index));
      }
    }
    return notes;
  }

  @Override
  public void close() {
    owned.forEach(Descriptor::close);
  }
}
