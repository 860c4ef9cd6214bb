package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sum of the inputs, into the memory of one of them where that may be. */
final class AddStage extends Stage {
  private @Nullable Node kept;

  AddStage(Compiler compiler, Node node) {
    super(compiler, node);
  }

  @Override
  Value forward() {
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
    step(
        calls ->
            first ? calls.copy(flat(part), flat(sum)) : calls.sum(flat(sum), flat(part), flat(sum)),
        part,
        sum);
  }

  @Override
  void backward() {
    Buffer gradient = gradient();
    for (Node input : node.inputs()) {
      if (input != kept) {
        compiler.gradientOf(
            node,
            input,
            target -> step(calls -> calls.copy(flat(gradient), flat(target)), gradient, target));
      }
    }
  }
}
