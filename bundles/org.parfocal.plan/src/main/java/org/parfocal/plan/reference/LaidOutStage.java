package org.parfocal.plan.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Stage;

/**
 * Operations that lay numbers out and add them up where they meet: sums, concatenations, padding.
 *
 * @param places for each input, where each of its numbers goes
 */
record LaidOutStage(NodeDraft<double[]> node, List<IntUnaryOperator> places) implements Stage {
  /** Every input upon the other. */
  static LaidOutStage sum(NodeDraft<double[]> node) {
    return new LaidOutStage(
        node, node.node().inputs().stream().map(input -> IntUnaryOperator.identity()).toList());
  }

  /** Channels one after another. */
  static LaidOutStage concatenation(NodeDraft<double[]> node) {
    int all = node.node().shape().channels();
    List<IntUnaryOperator> places = new ArrayList<>();
    int first = 0;
    for (var input : node.node().inputs()) {
      int channels = input.shape().channels();
      int start = first;
      places.add(index -> index / channels * all + start + index % channels);
      first += channels;
    }
    return new LaidOutStage(node, places);
  }

  /** Within zeros. */
  static LaidOutStage padding(NodeDraft<double[]> node, Operation.Pad pad) {
    MapShape in = node.node().input().shape();
    MapShape out = node.node().shape();
    return new LaidOutStage(
        node,
        List.of(
            index -> {
              int place = index / in.channels();
              int x = place % in.width() + pad.left();
              int line = place / in.width();
              int y = line % in.height() + pad.top();
              int image = line / in.height();
              return ((image * out.height() + y) * out.width() + x) * out.channels()
                  + index % in.channels();
            }));
  }

  @Override
  public void forward() {
    Buffer y = node.result();
    boolean begun = false;
    for (int input = 0; input < places.size(); input++) {
      begun |= node.input(input) == y; // what lies there already is a summand
    }
    if (!begun) {
      node.step(memory -> () -> Numbers.of(memory, y).fill(0), y);
    }
    for (int input = 0; input < places.size(); input++) {
      Buffer x = node.input(input);
      IntUnaryOperator place = places.get(input);
      if (x != y) {
        node.step(memory -> () -> add(Numbers.of(memory, x), place, Numbers.of(memory, y)), x, y);
      }
    }
  }

  private static void add(Numbers x, IntUnaryOperator place, Numbers y) {
    for (int index = 0; index < x.length(); index++) {
      y.add(place.applyAsInt(index), x.get(index));
    }
  }

  @Override
  public void backward() {
    Buffer g = node.gradient();
    for (int input = 0; input < places.size(); input++) {
      Buffer target = node.inputGradient(input);
      IntUnaryOperator place = places.get(input);
      if (target != null && target != g) {
        node.step(
            memory -> () -> gather(Numbers.of(memory, g), place, Numbers.of(memory, target)),
            g,
            target);
      }
    }
  }

  private static void gather(Numbers g, IntUnaryOperator place, Numbers target) {
    for (int index = 0; index < target.length(); index++) {
      target.set(index, g.get(place.applyAsInt(index)));
    }
  }
}
