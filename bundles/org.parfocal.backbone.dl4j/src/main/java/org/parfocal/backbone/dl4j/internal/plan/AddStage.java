package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sum of the inputs, into the memory of one of them where that may be. */
final class AddStage implements Stage {
  private final Compiler compiler;
  private final Node node;
  private @Nullable Node kept;

  AddStage(Compiler compiler, Node node) {
    this.compiler = compiler;
    this.node = node;
  }

  @Override
  public Value forward() {
    List<Node> inputs = node.inputs();
    Value result = null;
    for (Node input : inputs) {
      Value inPlace = compiler.inPlace(node, input);
      if (inPlace != null) {
        kept = input;
        result = inPlace;
        break;
      }
    }
    boolean empty = result == null;
    Value sum = result == null ? compiler.newValue(node) : result;
    for (Node input : inputs) {
      if (input != kept) {
        add(compiler.value(input).activations(), sum.activations(), empty);
        empty = false;
      }
    }
    return sum;
  }

  private void add(Buffer part, Buffer sum, boolean first) {
    compiler.step(
        node,
        calls ->
            first ? calls.copy(flat(part), flat(sum)) : calls.sum(flat(sum), flat(part), flat(sum)),
        part,
        sum);
  }

  @Override
  public void backward() {
    Buffer gradient = compiler.value(node).gradient();
    for (Node input : node.inputs()) {
      if (input != kept) {
        compiler.gradientOf(
            node,
            input,
            target ->
                compiler.step(
                    node, calls -> calls.copy(flat(gradient), flat(target)), gradient, target));
      }
    }
  }

  private static INDArray flat(Buffer buffer) {
    return buffer.as(buffer.length());
  }
}
