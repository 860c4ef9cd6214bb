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

  private final Ports ports;

  private record Written<M>(NodeDraft<M> node, Stage stage) {}

  /** What a node writes of a gradient that is kept elsewhere, in other numbers or as a sum. */
  private record Part(Buffer written, Buffer total, boolean first) {}

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
    ports = compile(pixels.activations());
    draft.keep(pixels.activations()); // for a second pass, if this one went wrong
  }

  private void findGradients() {
    for (Node node : network.nodes()) {
      if (learns.test(node.name()) || node.inputs().stream().anyMatch(needGradient::contains)) {
        needGradient.add(node);
      }
    }
  }

  private Ports compile(Buffer pixels) {
    List<Written<M>> written = new ArrayList<>();
    for (Node node : network.nodes().subList(1, network.nodes().size())) {
      if (foldedIntoInput(node)) {
        values.put(node, value(node.input()));
      } else {
        written.add(0, forward(node));
      }
    }
    Node last = network.embedding();
    Value embedding = value(last);
    Buffer embeddings = converted(last, embedding.activations(), operations.embeddings());
    draft.endForward();
    draft.keep(embeddings);
    Buffer gradient = embedding.hasGradient() ? gradientPort(last) : null;
    written.forEach(this::backward);
    Map<String, Buffer> results = new HashMap<>();
    network.nodes().forEach(node -> results.put(node.name(), value(node).activations()));
    return new Ports(pixels, value(last.input()).activations(), embeddings, gradient, results);
  }

  /** Where the gradient of the embeddings is written before the backward pass begins. */
  private Buffer gradientPort(Node last) {
    Buffer gradient = value(last).gradient();
    NumberType type = operations.embeddings();
    if (gradient.type() == type) {
      draft.keep(gradient);
      return gradient;
    }
    Buffer port = draft.buffer(type, gradient.shape());
    draft.add(last.name(), operations.convert(port, gradient), port, gradient);
    return port;
  }

  /** A buffer, or a copy of it in other numbers. */
  private Buffer converted(Node node, Buffer from, NumberType type) {
    if (from.type() == type) {
      return from;
    }
    Buffer to = draft.buffer(type, from.shape());
    draft.add(node.name(), operations.convert(from, to), from, to);
    return to;
  }

  private Written<M> forward(Node node) {
    Value overwritten = mayOverwrite(node) ? inPlace(node) : null;
    Value result = overwritten == null ? newValue(node) : overwritten;
    if (needsGradient(node) && operations.readsResult(node.operation())) {
      result.needResult();
    }
    values.put(node, result);
    NumberType reads = operations.reads(node);
    List<Buffer> inputs =
        node.inputs().stream()
            .map(input -> converted(node, value(input).activations(), reads))
            .toList();
    NodeDraft<M> nodeDraft = new NodeDraft<>(this, node, inputs, result);
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
    List<Part> parts = new ArrayList<>();
    NumberType reads = operations.reads(node);
    for (Node input : node.inputs()) {
      Value value = value(input);
      if (!value.hasGradient()) {
        targets.add(null);
        continue;
      }
      Buffer total = value.gradient();
      boolean first = value == value(node) || !value.takeGradientWritten();
      if (first && total.type() == reads) {
        targets.add(total);
      } else {
        Buffer part = draft.buffer(reads, total.shape());
        parts.add(new Part(part, total, first));
        targets.add(part);
      }
    }
    written.node().giveInputGradients(targets);
    written.stage().backward();
    parts.forEach(part -> gather(node, part));
  }

  private void gather(Node node, Part part) {
    Buffer total = part.total();
    if (part.first()) {
      draft.add(node.name(), operations.convert(part.written(), total), part.written(), total);
    } else {
      Buffer more = converted(node, part.written(), total.type());
      draft.add(node.name(), operations.accumulate(more, total), more, total);
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
    return ports;
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
