package org.parfocal.plan.reference;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.parfocal.plan.ActivationFunction;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.Node;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Operation.Convolution.Kind;
import org.parfocal.plan.SlidingWindow;

/** A small network for each operation, by which a target is compared with the reference. */
public final class SampleNetworks {
  /** Edge of the images in pixels. */
  public static final int SIZE = 6;

  private SampleNetworks() {}

  /** By the operation's name. Maps are followed by a linear layer. */
  public static Map<String, LayerGraph> ofEachOperation() {
    Map<String, LayerGraph> networks = new LinkedHashMap<>();
    layers()
        .forEach(
            (name, layers) -> {
              SampleLayers net = layers.apply(new SampleLayers(SIZE).convolution(4));
              boolean map = net.last().shape().places() > 1;
              networks.put(name, (map ? net.dense(3) : net).graph());
            });
    return networks;
  }

  private static Map<String, UnaryOperator<SampleLayers>> layers() {
    Map<String, UnaryOperator<SampleLayers>> layers = new LinkedHashMap<>();
    layers.put("convolution", net -> net.convolution(4));
    layers.put(
        "strided, dilated",
        net ->
            net.convolution(Kind.PLAIN, new SlidingWindow(3, 2, 2, 1, 1, 0, 1, 2, false), 3, 4, 4));
    layers.put(
        "same",
        net ->
            net.convolution(Kind.PLAIN, new SlidingWindow(3, 3, 2, 2, 0, 0, 1, 1, true), 3, 3, 2));
    layers.put(
        "depthwise, two filters a channel",
        net ->
            net.convolution(
                Kind.DEPTHWISE, new SlidingWindow(3, 3, 2, 2, 1, 1, 1, 1, false), 3, 3, 8));
    layers.put(
        "transposed",
        net ->
            net.convolution(
                Kind.TRANSPOSED, new SlidingWindow(3, 3, 2, 2, 1, 1, 1, 1, false), 11, 11, 3));
    layers.put("batch norm", SampleLayers::norm);
    layers.put("dense", net -> net.dense(5));
    for (ActivationFunction function : ActivationFunction.values()) {
      layers.put(function.name(), net -> net.norm().then(new Operation.Activate(function, 0.2)));
    }
    layers.put("one slope", net -> net.parametricRelu(1));
    layers.put("a slope for each channel", net -> net.parametricRelu(4));
    SlidingWindow window = new SlidingWindow(3, 3, 2, 2, 1, 1, 1, 1, false);
    layers.put("maximum", net -> net.then(new Operation.Pool(true, window), new MapShape(3, 3, 4)));
    layers.put(
        "average", net -> net.then(new Operation.Pool(false, window), new MapShape(3, 3, 4)));
    layers.put("global maximum", net -> net.globalPool(true));
    layers.put("global average", net -> net.globalPool(false));
    layers.put("generalised mean", net -> net.norm().generalizedMean());
    layers.put("padding", net -> net.then(new Operation.Pad(1, 2), new MapShape(8, 9, 4)));
    layers.put("sum, of three readers", SampleNetworks::threeReaders);
    layers.put(
        "concatenation",
        net -> {
          Node before = net.last();
          return net.convolution(2).with(before, new Operation.Concatenate(), 6);
        });
    return layers;
  }

  private static SampleLayers threeReaders(SampleLayers net) {
    Node before = net.last();
    net.convolution(4).with(before, new Operation.Add(), 4);
    net.convolution(4).with(before, new Operation.Add(), 4);
    return net.then(new Operation.Activate(ActivationFunction.TANH, 0));
  }
}
