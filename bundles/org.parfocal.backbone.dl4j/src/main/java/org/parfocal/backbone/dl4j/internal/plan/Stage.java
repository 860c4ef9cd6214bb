package org.parfocal.backbone.dl4j.internal.plan;

import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes the steps of one node into a draft: first those forward, later those backward. */
abstract class Stage {
  final Compiler compiler;
  final Node node;

  Stage(Compiler compiler, Node node) {
    this.compiler = compiler;
    this.node = node;
  }

  /** Adds the steps that compute the node's value, and says which value that is. */
  abstract Value forward();

  /**
   * Adds the steps that compute the gradients of the node's parameters and of its inputs, from the
   * gradient of its value. Called only if something here or before learns.
   */
  abstract void backward();

  /** The value of the first input. */
  final Buffer input() {
    return compiler.value(node.input()).activations();
  }

  /** The gradient of the node's value. */
  final Buffer gradient() {
    return compiler.value(node).gradient();
  }

  /** The value of the first input, if this node may overwrite it, or else one of its own. */
  final Value inPlaceOrNew() {
    Value inPlace = compiler.inPlace(node, node.input());
    return inPlace == null ? compiler.newValue(node) : inPlace;
  }

  /** Adds a step. */
  final void step(PlanDraft.Making making, Buffer... used) {
    compiler.step(node, making, used);
  }

  /** Lets {@code writing} write the gradient of the first input, if that wants one. */
  final void gradientOfInput(Consumer<Buffer> writing) {
    compiler.gradientOf(node, node.input(), writing);
  }

  /** The same; an input that wants no gradient has it written into memory that nobody reads. */
  final void gradientInAnyCase(long[] shape, Consumer<Buffer> writing) {
    if (compiler.needsGradient(node.input())) {
      gradientOfInput(writing);
    } else {
      writing.accept(compiler.buffer(shape));
    }
  }

  /** All numbers as a vector. */
  static INDArray flat(Buffer buffer) {
    return buffer.as(buffer.length());
  }
}
