package org.parfocal.backbone.dl4j.internal.plan;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.ByteInput;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.RowBuffer;
import org.parfocal.plan.ImageBytes;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.NetworkEngine;
import org.parfocal.plan.Operation;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.Precision;
import org.parfocal.plan.RunningNetwork;

/** A network that runs elsewhere, and exchanges arrays with the training loop. */
final class EngineBackbone implements Backbone {
  /** Unlike the CPU's, whose order of numbers is another one. */
  private static final String MOMENT = "engine-moment-";

  private static final String STEPS = "engine-steps";
  private static final String RANDOM = "engine-random";

  private final LayerGraph network;
  private final RunningNetwork running;
  private final boolean learns;
  private final RowBuffer embeddings;
  private int steps;
  private boolean open;
  private boolean hasGradient;
  private boolean ran;

  /** Takes the values of all tensors from {@code state}. */
  EngineBackbone(
      LayerGraph network,
      Set<String> learning,
      NetworkEngine engine,
      Precision precision,
      long seed,
      Map<String, StateTensor> state) {
    this.network = network;
    learns =
        network.parameters().stream()
            .anyMatch(one -> one.role().learned() && learning.contains(one.layer()));
    running = engine.network(network, new LinkedHashSet<>(learning), precision, seed);
    embeddings = new RowBuffer(network.embeddingSize());
    try {
      state.forEach(
          (name, tensor) -> {
            try (INDArray copy = tensor.copy()) {
              running.write(name, FloatTensors.read(copy));
            }
          });
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public int embeddingSize() {
    return network.embeddingSize();
  }

  @Override
  public INDArray forward(INDArray images, boolean training) {
    int count = Math.toIntExact(images.size(0));
    float[] pixels = FloatTensors.read(images);
    return pass(count, training, learning -> running.forward(pixels, count, learning));
  }

  private INDArray pass(int count, boolean training, Pass pass) {
    hasGradient = false;
    open = false;
    float[] values = pass.forward(training && learns);
    open = training && learns;
    ran = true;
    return embeddings.rows(count, values);
  }

  @FunctionalInterface
  private interface Pass {
    float[] forward(boolean learning);
  }

  @Override
  public Optional<ByteInput> byteInput() {
    return Optional.of(
        (images, normalisation) ->
            new Bytes(running.imageBytes(images, flat(normalisation.table()))));
  }

  private static float[] flat(float[][] table) {
    float[] all = new float[table.length * table[0].length];
    for (int channel = 0; channel < table.length; channel++) {
      System.arraycopy(table[channel], 0, all, channel * table[0].length, table[0].length);
    }
    return all;
  }

  private final class Bytes implements ByteInput.Batch {
    private final ImageBytes images;

    private Bytes(ImageBytes images) {
      this.images = images;
    }

    @Override
    public ByteBuffer bytes() {
      return images.bytes();
    }

    @Override
    public void send(int count) {
      images.send(count);
    }

    @Override
    public INDArray forward(int count, boolean training) {
      return pass(count, training, learning -> images.forward(count, learning));
    }

    @Override
    public void close() {
      images.close();
    }
  }

  @Override
  public void backward(INDArray gradient) {
    if (!learns) {
      return;
    }
    if (!open) {
      throw new IllegalStateException("backward() follows a training forward(), once");
    }
    open = false;
    running.backward(FloatTensors.read(gradient));
    hasGradient = true;
  }

  private void requireGradient() {
    if (!hasGradient) {
      throw new IllegalStateException("gradients are there from backward() to step()");
    }
  }

  @Override
  public double squaredGradientNorm() {
    if (!learns) {
      return 0;
    }
    requireGradient();
    return running.squaredGradientNorm();
  }

  @Override
  public void step(OptimizerStep step) {
    if (!learns) {
      return;
    }
    requireGradient();
    hasGradient = false;
    steps++;
    running.step(Updates.of(step, steps));
  }

  @Override
  public Optional<INDArray> featureMaps(INDArray images) {
    Operation pooling = network.embedding().operation();
    boolean mean = pooling instanceof Operation.GeneralizedMean;
    if (!mean && !(pooling instanceof Operation.GlobalPool)) {
      return Optional.empty();
    }
    INDArray pooled = forward(images, false);
    MapShape shape = network.embedding().input().shape();
    INDArray maps = Nd4j.create(running.maps()).reshape(shape.of(Math.toIntExact(images.size(0))));
    if (mean) {
      GeneralizedMeanMaps.weigh(maps, pooled, running.read(LayerGraph.POWER)[0]);
    }
    return Optional.of(maps);
  }

  @Override
  public Optional<String> firstNonFinite() {
    open = false;
    return ran ? running.firstNonFinite() : Optional.empty();
  }

  @Override
  public Map<String, StateTensor> state() {
    Map<String, StateTensor> state = new LinkedHashMap<>();
    for (ParameterLayout parameter : network.parameters()) {
      state.put(parameter.name(), new Tensor(parameter, running));
    }
    return state;
  }

  private record Tensor(ParameterLayout parameter, RunningNetwork running) implements StateTensor {
    @Override
    public long[] shape() {
      return parameter.torchShape();
    }

    @Override
    public void read(INDArray into) {
      try (INDArray values = Nd4j.create(running.read(parameter.name())).reshape(shape())) {
        into.assign(values);
      }
    }

    @Override
    public void write(INDArray from) {
      try (INDArray copy = from.dup('c')) {
        running.write(parameter.name(), FloatTensors.read(copy));
      }
    }
  }

  @Override
  public Optional<TrainingMemory> memory() {
    TrainingMemory memory = new TrainingMemory();
    memory.numbers().put(RANDOM, running.randomState());
    memory.numbers().put(STEPS, (long) steps);
    float[][] moments = running.moments();
    for (int index = 0; index < moments.length; index++) {
      memory.tensors().put(MOMENT + index, StateTensor.of(Nd4j.create(moments[index])));
    }
    return Optional.of(memory);
  }

  @Override
  public void restore(TrainingMemory memory) {
    running.restoreRandomState(memory.number(RANDOM));
    steps = (int) memory.number(STEPS);
    float[][] moments =
        memory.tensors().keySet().stream()
            .filter(name -> name.startsWith(MOMENT))
            .sorted()
            .map(name -> values(memory, name))
            .toArray(float[][]::new);
    running.restoreMoments(moments);
  }

  private static float[] values(TrainingMemory memory, String name) {
    StateTensor tensor = memory.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("nothing is remembered of " + name);
    }
    try (INDArray copy = tensor.copy()) {
      return FloatTensors.read(copy);
    }
  }

  @Override
  public void close() {
    running.close();
    embeddings.close();
  }
}
