package org.parfocal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a network for one number of images and one target: forward through its nodes, and back
 * again if it trains. What no gradient has to pass runs as in inference: with running statistics,
 * batch norms folded into the convolutions before them, in place wherever nobody else reads.
 *
 * @param <M> what the target's steps are bound to
 */
public final class Compiler<M> {
  private final LayerGraph network;
  private final Predicate<String> learns;
  private final FoldedNorms folded;
  private final Operations<M> operations;
  private final int images;
  private final boolean training;
  private final PlanDraft<M> draft = new PlanDraft<>();
  private final Map<Node, List<Node>> readers;
  private final Map<Node, Value> values = new HashMap<>();
  private final Set<Node> needGradient = new HashSet<>();

  private record Written<M>(NodeDraft<M> node, Stage stage) {}

  /**
   * Compiles; afterwards {@link #draft} and {@link #ports} are known.
   *
   * @param learns which layers learn
   * @param images in a batch
   * @param training whether layers that learn do, and a backward pass follows
   */
  public Compiler(
      LayerGraph network,
      Predicate<String> learns,
      FoldedNorms folded,
      Operations<M> operations,
      int images,
      boolean training) {
    this.network = network.withoutIdleNodes(layer -> training && learns.test(layer));
    this.learns = learns;
    this.folded = folded;
    this.operations = operations;
    this.images = images;
    this.training = training;
    readers = this.network.readers();
    if (training) {
      findGradients();
    }
    Node image = this.network.image();
    Value pixels = newValue(image);
    values.put(image, pixels);
    // Written from outside; has a step of its own to be looked at where numbers go wrong.
    draft.add(image.name(), memory -> () -> {}, pixels.activations());
    compile();
    draft.keep(pixels.activations()); // for a second pass, if this one went wrong
  }

  private void findGradients() {
    for (Node node : network.nodes()) {
      if (learns.test(node.name()) || node.inputs().stream().anyMatch(needGradient::contains)) {
        needGradient.add(node);
      }
    }
  }

  private void compile() {
    List<Written<M>> written = new ArrayList<>();
    for (Node node : network.nodes().subList(1, network.nodes().size())) {
      if (foldedIntoInput(node)) {
        values.put(node, value(node.input()));
      } else {
        written.add(0, forward(node));
      }
    }
    draft.endForward();
    Value embedding = value(network.embedding());
    draft.keep(embedding.activations());
    if (embedding.hasGradient()) {
      draft.keep(embedding.gradient()); // is written before the backward pass begins
    }
    written.forEach(this::backward);
  }

  private Written<M> forward(Node node) {
    Value overwritten = mayOverwrite(node) ? inPlace(node) : null;
    Value result = overwritten == null ? newValue(node) : overwritten;
    if (needsGradient(node) && operations.readsResult(node.operation())) {
      result.needResult();
    }
    values.put(node, result);
    NodeDraft<M> nodeDraft = new NodeDraft<>(this, node, result);
    Stage stage = Stages.of(operations, nodeDraft);
    stage.forward();
    return new Written<>(nodeDraft, stage);
  }

  /**
   * Each input's gradient is written where it belongs by the first node that comes to it; what the
   * others write is added to that.
   */
  private void backward(Written<M> written) {
    Node node = written.node().node();
    if (!needsGradient(node)) {
      return;
    }
    List<@Nullable Buffer> targets = new ArrayList<>();
    Map<Buffer, Buffer> sums = new HashMap<>();
    for (Node input : node.inputs()) {
      Value value = value(input);
      if (!value.hasGradient()) {
        targets.add(null);
      } else if (value == value(node) || !value.takeGradientWritten()) {
        targets.add(value.gradient());
      } else {
        Buffer part = draft.buffer(value.gradient().type(), value.gradient().shape());
        sums.put(part, value.gradient());
        targets.add(part);
      }
    }
    written.node().giveInputGradients(targets);
    written.stage().backward();
    for (Buffer target : targets) {
      Buffer total = target == null ? null : sums.get(target);
      if (target != null && total != null) {
        draft.add(node.name(), operations.accumulate(target, total), target, total);
      }
    }
  }

  /** Operations whose backward pass reads nothing that they read, but their result at most. */
  private boolean mayOverwrite(Node node) {
    Operation operation = node.operation();
    return operation instanceof Operation.Activate
        || operation instanceof Operation.Dropout
        || operation instanceof Operation.MixStyle
        || operation instanceof Operation.Add
        || operation instanceof Operation.BatchNorm && !needsGradient(node);
  }

  /** The value of the first input that nobody else reads, now or in the backward pass. */
  private @Nullable Value inPlace(Node node) {
    for (Node input : node.inputs()) {
      Value value = value(input);
      if (readers.getOrDefault(input, List.of()).size() == 1
          && input != network.image()
          && !value.resultNeeded()
          && needsGradient(node) == needsGradient(input)
          && operations.numbers(node) == value.activations().type()) {
        return value;
      }
    }
    return null;
  }

  /** A value of its own for a node. */
  private Value newValue(Node node) {
    NumberType type = operations.numbers(node);
    return new Value(
        draft.buffer(type, node.shape().of(images)),
        needsGradient(node) ? draft.buffer(type, node.shape().of(images)) : null);
  }

  /** The buffers through which the plan is used. */
  public Ports ports() {
    Node last = network.embedding();
    Value embedding = value(last);
    Map<String, Buffer> results = new HashMap<>();
    network.nodes().forEach(node -> results.put(node.name(), value(node).activations()));
    return new Ports(
        value(network.image()).activations(),
        value(last.input()).activations(),
        embedding.activations(),
        embedding.hasGradient() ? embedding.gradient() : null,
        results);
  }

  /** The steps. */
  public PlanDraft<M> draft() {
    return draft;
  }

  /** The network as it is compiled. */
  LayerGraph network() {
    return network;
  }

  int images() {
    return images;
  }

  /** Whether a gradient has to reach a node's value. */
  boolean needsGradient(Node node) {
    return needGradient.contains(node);
  }

  /** Whether a layer learns in this plan. */
  boolean learns(String layer) {
    return training && learns.test(layer);
  }

  Value value(Node node) {
    return Objects.requireNonNull(values.get(node), node.name());
  }

  /** What is folded into a convolution of this plan. */
  Optional<Folding> folding(Node node) {
    return foldsNext(node) ? Optional.of(folded.of(node.name())) : Optional.empty();
  }

  private boolean foldedIntoInput(Node node) {
    return node.operation() instanceof Operation.BatchNorm && foldsNext(node.input());
  }

  private boolean foldsNext(Node node) {
    List<Node> next = readers.getOrDefault(node, List.of());
    return folded.has(node.name())
        && next.size() == 1
        && !needsGradient(next.get(0))
        && next.get(0).operation() instanceof Operation.BatchNorm;
  }
}
