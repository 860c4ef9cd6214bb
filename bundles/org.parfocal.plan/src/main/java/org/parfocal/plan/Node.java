package org.parfocal.plan;

import java.util.List;

/**
 * A node of a network.
 *
 * @param name of the layer or vertex that it comes from
 * @param shape of the result for one image
 */
public record Node(String name, Operation operation, List<Node> inputs, MapShape shape) {
  /** Copies the inputs. */
  public Node {
    inputs = List.copyOf(inputs);
  }

  /** The first input. */
  public Node input() {
    return inputs.get(0);
  }

  // Nodes are the same if they are the same node: comparing all ancestors would take forever.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
