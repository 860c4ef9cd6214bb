package org.parfocal.backbone.dl4j.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.PReLU;
import org.deeplearning4j.nn.params.PReLUParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.LeakyReLUBp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * DL4J's PReLU with one slope for all of its input, and a backward pass that works: the operation
 * that DL4J calls for it refuses inputs of more than 64 times the number of slopes.
 */
final class TrainablePrelu extends PReLULayer {
  private static final long serialVersionUID = 1L;

  private TrainablePrelu(PReLULayer layer) {
    setInputShape(layer.getInputShape());
    setSharedAxes(layer.getSharedAxes());
    setWeightInitFn(layer.getWeightInitFn());
    setLayerName(layer.getLayerName());
  }

  /** Puts such layers in the place of DL4J's; changes the network. */
  static void into(ComputationGraphConfiguration configuration) {
    for (GraphVertex vertex : configuration.getVertices().values()) {
      if (vertex instanceof LayerVertex layer
          && layer.getLayerConf().getLayer() instanceof PReLULayer prelu
          && prelu.initializer().numParams(prelu) == 1) {
        layer.getLayerConf().setLayer(new TrainablePrelu(prelu));
      }
    }
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    Running layer = new Running(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    Map<String, INDArray> table = initializer().init(configuration, parameters, initialise);
    layer.setParamTable(table);
    layer.setConf(configuration);
    return layer;
  }

  /** The layer as it runs. */
  private static final class Running extends PReLU {
    private static final long serialVersionUID = 1L;

    Running(NeuralNetConfiguration configuration, DataType type) {
      super(configuration, type);
    }

    /** y = x where x > 0, else a·x: ∂L/∂x = g · (1 or a), ∂L/∂a = Σ g · min(x, 0). */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaces) {
      assertInputSet(true);
      double slope = getParam(PReLUParamInitializer.WEIGHT_KEY).getDouble(0);
      INDArray below = Transforms.min(input, 0, true).muli(epsilon);
      INDArray slopeGradient =
          Objects.requireNonNull(gradientViews.get(PReLUParamInitializer.WEIGHT_KEY));
      slopeGradient.assign(below.sumNumber());
      INDArray inputGradient =
          workspaces.createUninitialized(
              ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), input.ordering());
      Nd4j.exec(new LeakyReLUBp(input, epsilon, inputGradient, slope));
      Gradient gradient = new DefaultGradient();
      gradient.setGradientFor(PReLUParamInitializer.WEIGHT_KEY, slopeGradient);
      return new Pair<>(gradient, inputGradient);
    }
  }
}
