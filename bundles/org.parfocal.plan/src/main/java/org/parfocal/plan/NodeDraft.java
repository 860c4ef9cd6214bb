package org.parfocal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node while its steps are written down: what a target's {@link Stage} reads and writes.
 *
 * @param <M> what the steps are bound to
 */
public final class NodeDraft<M> {
  private final Compiler<M> compiler;
  private final Node node;
  private final List<Buffer> inputs;
  private final Value result;
  private List<@Nullable Buffer> inputGradients = List.of();

  /**
   * @param inputs in the numbers that the operation reads
   */
  NodeDraft(Compiler<M> compiler, Node node, List<Buffer> inputs, Value result) {
    this.compiler = compiler;
    this.node = node;
    this.inputs = inputs;
    this.result = result;
  }

  /** The node as the compiled network has it. */
  public Node node() {
    return node;
  }

  /** Images of a batch. */
  public int images() {
    return compiler.images();
  }

  /** The value of the first input. */
  public Buffer input() {
    return input(0);
  }

  /** The value of an input. */
  public Buffer input(int index) {
    return inputs.get(index);
  }

  /**
   * Where the node's value goes, {@code [n, height, width, channels]}: the very buffer of an input,
   * if that may be overwritten, or another one.
   */
  public Buffer result() {
    return result.activations();
  }

  /**
   * The gradient of the node's value, whole when the backward pass comes here.
   *
   * @throws IllegalStateException if no gradient passes this node
   */
  public Buffer gradient() {
    return result.gradient();
  }

  /**
   * Where the gradient of the first input goes; null if nobody wants it. It is the buffer of {@link
   * #gradient} itself where the result lies in the input's. Known when the backward pass comes
   * here.
   */
  public @Nullable Buffer inputGradient() {
    return inputGradient(0);
  }

  /** The same of any input. */
  public @Nullable Buffer inputGradient(int index) {
    return inputGradients.get(index);
  }

  /** The first input's, or memory that nobody reads if nobody wants it. */
  public Buffer inputGradientInAnyCase() {
    Buffer wanted = inputGradient();
    return wanted == null ? buffer(input().shape()) : wanted;
  }

  void giveInputGradients(List<@Nullable Buffer> buffers) {
    inputGradients = new ArrayList<>(buffers);
  }

  /** Whether a gradient passes this node, which then does what it does in training. */
  public boolean passesGradient() {
    return compiler.needsGradient(node);
  }

  /** Whether the gradient of the first input is wanted. */
  public boolean inputWantsGradient() {
    return compiler.needsGradient(node.input());
  }

  /** Whether the first input is the image. */
  public boolean readsImage() {
    return node.input() == compiler.network().image();
  }

  /** Whether the node's parameters are learned in this plan. */
  public boolean learns() {
    return compiler.learns(node.name());
  }

  /** The batch norm that is folded into this convolution, if one is. */
  public Optional<Folding> folding() {
    return compiler.folding(node);
  }

  /** Memory for the stage's own use, in the numbers of the first input. */
  public Buffer buffer(long... shape) {
    return buffer(input().type(), shape);
  }

  /** Memory for the stage's own use; the first step that uses it must write it. */
  public Buffer buffer(NumberType type, long... shape) {
    return compiler.draft().buffer(type, shape);
  }

  /**
   * Adds a step.
   *
   * @param used every buffer that it reads or writes
   */
  public void step(Making<M> making, Buffer... used) {
    compiler.draft().add(node.name(), making, used);
  }
}
