package org.parfocal.plan;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.parfocal.plan.Operation.Convolution.Kind;

/**
 * Which convolutions have the batch norm that follows them folded in where they do not learn, and
 * whose folded weights are out of date. The weights themselves are the target's.
 */
public final class FoldedNorms {
  private final Map<String, Folding> foldings = new LinkedHashMap<>();
  private final Set<String> stale = new LinkedHashSet<>();

  /** Finds them; all are out of date at first. */
  public FoldedNorms(LayerGraph network, Predicate<String> learns) {
    Map<Node, List<Node>> readers = network.readers();
    for (Node node : network.nodes()) {
      List<Node> next = readers.getOrDefault(node, List.of());
      if (next.size() == 1
          && next.get(0).operation() instanceof Operation.BatchNorm norm
          && node.operation() instanceof Operation.Convolution convolution
          && convolution.kind() != Kind.TRANSPOSED) {
        boolean learned = learns.test(node.name()) || learns.test(norm.layer());
        foldings.put(
            node.name(),
            new Folding(node.name(), convolution.weight(), convolution.bias(), norm, learned));
      }
    }
    invalidate();
  }

  /** All that any plan may ask for. */
  public Collection<Folding> all() {
    return foldings.values();
  }

  /** Whether a convolution is one of them. */
  boolean has(String layer) {
    return foldings.containsKey(layer);
  }

  /** That of a convolution. */
  Folding of(String layer) {
    return Objects.requireNonNull(foldings.get(layer), layer);
  }

  /** Says that any parameter may have changed. */
  public void invalidate() {
    stale.addAll(foldings.keySet());
  }

  /** Says that what is learned has changed. */
  public void stepped() {
    foldings.forEach(
        (layer, folding) -> {
          if (folding.learned()) {
            stale.add(layer);
          }
        });
  }

  /**
   * Folds again what has changed.
   *
   * @param training whether a training plan is to run, which folds nothing that is learned
   * @param fold makes the folded weights anew
   */
  public void refresh(boolean training, Consumer<Folding> fold) {
    for (String layer : List.copyOf(stale)) {
      Folding folding = of(layer);
      if (!training || !folding.learned()) {
        fold.accept(folding);
        stale.remove(layer);
      }
    }
  }
}
