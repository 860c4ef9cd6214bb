package org.parfocal.plan.reference;

import java.util.random.RandomGenerator;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Stage;
import org.parfocal.plan.StyleDraw;

/**
 * Operations of training that draw, for each number, a·x + b, and whose gradient is a: dropout, and
 * MixStyle, for which means and deviations count as constants.
 *
 * @param drawing of one batch
 * @param factors a
 */
record FactorsStage(NodeDraft<double[]> node, Drawing drawing, Buffer factors) implements Stage {
  /** Writes a into {@code factors}, and into {@code y} what becomes of {@code x}. */
  @FunctionalInterface
  interface Drawing {
    void draw(Numbers x, Numbers factors, Numbers y);
  }

  static FactorsStage dropout(
      NodeDraft<double[]> node, RandomGenerator random, Operation.Dropout dropout) {
    Drawing drawing =
        (x, factors, y) -> {
          for (int index = 0; index < x.length(); index++) {
            factors.set(index, random.nextDouble() < dropout.keep() ? 1 / dropout.keep() : 0);
            y.set(index, x.get(index) * factors.get(index));
          }
        };
    return new FactorsStage(node, drawing, node.buffer(node.result().shape()));
  }

  static FactorsStage mixStyle(
      NodeDraft<double[]> node, RandomGenerator random, Operation.MixStyle mix) {
    int channels = node.node().shape().channels();
    int places = Math.toIntExact(node.node().shape().places());
    Drawing drawing =
        (x, factors, y) -> {
          StyleDraw drawn = StyleDraw.of(mix, node.images(), random.nextLong());
          Styles styles = Styles.of(x, places, channels);
          for (int index = 0; index < x.length(); index++) {
            factors.set(index, drawn.mixes() ? styles.factor(drawn, index) : 1);
            y.set(index, drawn.mixes() ? styles.mixed(drawn, index, x.get(index)) : x.get(index));
          }
        };
    return new FactorsStage(node, drawing, node.buffer(node.result().shape()));
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    node.step(
        memory ->
            () ->
                drawing.draw(
                    Numbers.of(memory, x), Numbers.of(memory, factors), Numbers.of(memory, y)),
        x,
        factors,
        y);
  }

  @Override
  public void backward() {
    Buffer g = node.gradient();
    Buffer target = node.inputGradient();
    if (target != null) {
      node.step(
          memory ->
              () -> {
                Numbers from = Numbers.of(memory, g);
                Numbers by = Numbers.of(memory, factors);
                Numbers to = Numbers.of(memory, target);
                for (int index = 0; index < to.length(); index++) {
                  to.set(index, from.get(index) * by.get(index));
                }
              },
          g,
          factors,
          target);
    }
  }
}
