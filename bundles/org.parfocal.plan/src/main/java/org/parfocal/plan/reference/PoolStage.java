package org.parfocal.plan.reference;

import java.util.Arrays;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Geometry;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Stage;

/** Maximum (the first one, where several are equal) or average of what a window covers. */
record PoolStage(NodeDraft<double[]> node, Operation.Pool pool) implements Stage {
  private Geometry geometry() {
    return new Geometry(pool.window(), node.node().input().shape(), node.node().shape());
  }

  private int channels() {
    return node.node().shape().channels();
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    node.step(memory -> () -> pool(Numbers.of(memory, x), Numbers.of(memory, y)), x, y);
  }

  private void pool(Numbers x, Numbers y) {
    if (pool.maximum()) {
      int[] largest = largest(x, y.length());
      for (int index = 0; index < y.length(); index++) {
        y.set(index, x.get(largest[index]));
      }
      return;
    }
    int[] counts = counts(y.length());
    y.fill(0);
    Products.covered(
        geometry(),
        node.images(),
        (place, tap, source) -> {
          for (int c = 0; c < channels(); c++) {
            y.add(place * channels() + c, x.get(source * channels() + c) / counts[place]);
          }
        });
  }

  /** Which number of the input is each result. */
  private int[] largest(Numbers x, int length) {
    int[] largest = new int[length];
    Arrays.fill(largest, -1);
    Products.covered(
        geometry(),
        node.images(),
        (place, tap, source) -> {
          for (int c = 0; c < channels(); c++) {
            int known = largest[place * channels() + c];
            if (known < 0 || x.get(source * channels() + c) > x.get(known)) {
              largest[place * channels() + c] = source * channels() + c;
            }
          }
        });
    return largest;
  }

  /** How many places the window covers at each of its own. */
  private int[] counts(int length) {
    int[] counts = new int[length / channels()];
    Products.covered(geometry(), node.images(), (place, tap, source) -> counts[place]++);
    return counts;
  }

  @Override
  public void backward() {
    Buffer x = node.input();
    Buffer g = node.gradient();
    Buffer target = node.inputGradient();
    if (target != null) {
      node.step(
          memory ->
              () ->
                  spread(Numbers.of(memory, x), Numbers.of(memory, g), Numbers.of(memory, target)),
          x,
          g,
          target);
    }
  }

  private void spread(Numbers x, Numbers g, Numbers target) {
    target.fill(0);
    if (pool.maximum()) {
      int[] largest = largest(x, g.length());
      for (int index = 0; index < g.length(); index++) {
        target.add(largest[index], g.get(index));
      }
      return;
    }
    int[] counts = counts(g.length());
    Products.covered(
        geometry(),
        node.images(),
        (place, tap, source) -> {
          for (int c = 0; c < channels(); c++) {
            target.add(source * channels() + c, g.get(place * channels() + c) / counts[place]);
          }
        });
  }
}
