package org.parfocal.backbone.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Compiles a network for one number of images: forward through its nodes, and back again if it
 * trains. What no gradient has to pass runs as in inference: with running statistics, batch norms
 * folded into the convolutions before them, in place wherever nobody else reads.
 */
final class Compiler {
  private final LayerGraph network;
  private final Parameters parameters;
  private final FoldedNorms folded;
  private final Algorithms.Choice choice;
  private final int threads;
  private final int images;
  private final boolean training;
  private final PlanDraft draft = new PlanDraft();
  private final Map<Node, List<Node>> readers;
  private final Map<Node, Value> values = new HashMap<>();
  private final Set<Node> needGradient = new HashSet<>();

  /**
   * Compiles; afterwards the draft and the values are known.
   *
   * @param images in a batch
   * @param training whether layers that learn do, and a backward pass follows
   * @param imageGradient whether the backward pass goes on to the image
   * @param threads for work that is done here and not by the engine; none if arrays do not lie in
   *     the host's memory
   */
  Compiler(
      LayerGraph network,
      Parameters parameters,
      FoldedNorms folded,
      Algorithms.Choice choice,
      int threads,
      int images,
      boolean training,
      boolean imageGradient) {
    this.network = network.withoutIdleNodes(layer -> training && parameters.learns(layer));
    this.parameters = parameters;
    this.folded = folded;
    this.choice = choice;
    this.threads = threads;
    this.images = images;
    this.training = training;
    readers = this.network.readers();
    Node image = this.network.image();
    if (imageGradient) {
      needGradient.add(image);
    }
    if (training) {
      findGradients();
    }
    Value pixels = newValue(image);
    values.put(image, pixels);
    // Written from outside; has a step of its own to be looked at where numbers go wrong.
    draft.add(image.name(), calls -> () -> {}, pixels.activations());
    compile();
    draft.keep(pixels.activations()); // for a second pass, if this one went wrong
  }

  private void compile() {
    List<Stage> stages = new ArrayList<>();
    List<Node> done = new ArrayList<>();
    for (Node node : network.nodes().subList(1, network.nodes().size())) {
      Stage stage = Stages.of(this, node);
      values.put(node, stage.forward());
      stages.add(0, stage);
      done.add(0, node);
    }
    draft.endForward();
    Value embedding = value(network.embedding());
    draft.keep(embedding.activations());
    if (embedding.hasGradient()) {
      draft.keep(embedding.gradient()); // is written before the backward pass begins
    }
    for (int index = 0; index < stages.size(); index++) {
      if (needsGradient(done.get(index))) {
        stages.get(index).backward();
      }
    }
  }

  private void findGradients() {
    for (Node node : network.nodes()) {
      if (parameters.learns(node.name())
          || node.inputs().stream().anyMatch(needGradient::contains)) {
        needGradient.add(node);
      }
    }
  }

  /** What each layer gives; once the draft has become a plan. */
  Map<String, INDArray> results() {
    Map<String, INDArray> results = new HashMap<>();
    for (Node node : network.nodes()) {
      results.put(node.name(), value(node).activations().array());
    }
    return results;
  }

  /** The network as it is compiled. */
  LayerGraph network() {
    return network;
  }

  PlanDraft draft() {
    return draft;
  }

  int images() {
    return images;
  }

  int threads() {
    return threads;
  }

  /** Whether arrays lie in the host's memory, where this program can work on them itself. */
  boolean onHost() {
    return threads > 0;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Whether a gradient has to reach a node's value. */
  boolean needsGradient(Node node) {
    return needGradient.contains(node);
  }

  /** Whether a layer learns in this plan. */
  boolean learns(String layer) {
    return training && parameters.learns(layer);
  }

  /** How to compute a convolution. */
  Algorithms algorithms(Node node, Geometry geometry) {
    Node input = node.input();
    if (geometry.window().pointwise()) {
      return Algorithms.DIRECT;
    }
    // Where nothing is wanted, as in training: one network is computed in one way.
    boolean inputGradient = needsGradient(node) ? needsGradient(input) : input != network.image();
    return geometry.window().dilated() && onHost()
        ? Algorithms.WITHOUT_ENGINE
        : choice.of(geometry, inputGradient);
  }

  Value value(Node node) {
    return Objects.requireNonNull(values.get(node), node.name());
  }

  /** A value of its own for a node. */
  Value newValue(Node node) {
    return new Value(
        draft.buffer(node.shape().of(images)),
        needsGradient(node) ? draft.buffer(node.shape().of(images)) : null);
  }

  /**
   * The input's value, if a node may overwrite it with its own: nobody else reads it, now or in the
   * backward pass.
   */
  @Nullable Value inPlace(Node node, Node input) {
    Value value = value(input);
    boolean free =
        readers.getOrDefault(input, List.of()).size() == 1
            && input != network.image()
            && !value.resultNeeded()
            && needsGradient(node) == needsGradient(input);
    return free ? value : null;
  }

  Buffer buffer(long... shape) {
    return draft.buffer(shape);
  }

  void step(Node node, PlanDraft.Making making, Buffer... used) {
    draft.add(node.name(), making, used);
  }

  /** sums ← for each of the columns of {@code [rows, columns]}, its sum. */
  void columnSums(Node node, Buffer matrix, long rows, long columns, INDArray sums) {
    step(
        node,
        calls ->
            calls.multiply(
                calls.ones(1, rows),
                false,
                matrix.as(rows, columns),
                false,
                sums.reshape(1, columns)),
        matrix);
  }

  /**
   * Lets {@code writing} write a node's part of the gradient of its input; adds it up if it is not
   * the only part. Does nothing if the input wants no gradient.
   */
  void gradientOf(Node node, Node input, Consumer<Buffer> writing) {
    Value value = value(input);
    if (!value.hasGradient()) {
      return;
    }
    if (!value.takeGradientWritten()) {
      writing.accept(value.gradient());
      return;
    }
    Buffer sum = value.gradient();
    Buffer part = draft.buffer(sum.length());
    writing.accept(part);
    step(
        node,
        calls -> calls.sum(sum.as(sum.length()), part.array(), sum.as(sum.length())),
        sum,
        part);
  }

  /** The arrays of a layer, with the batch norm folded in that follows it in this plan. */
  Weights weights(Node node, String weight, @Nullable String bias) {
    if (foldsNext(node)) {
      return folded.weights(node.name());
    }
    boolean learned = learns(node.name());
    return new Weights(
        parameters.stored(weight),
        bias == null ? null : parameters.stored(bias),
        learned ? parameters.gradient(weight) : null,
        learned && bias != null ? parameters.gradient(bias) : null);
  }

  /** Whether a node's batch norm has been folded into the node before it. */
  boolean foldedInto(Node norm) {
    return foldsNext(norm.input());
  }

  private boolean foldsNext(Node node) {
    List<Node> next = readers.getOrDefault(node, List.of());
    return folded.has(node.name())
        && next.size() == 1
        && !needsGradient(next.get(0))
        && next.get(0).operation() instanceof Operation.BatchNorm;
  }
}
