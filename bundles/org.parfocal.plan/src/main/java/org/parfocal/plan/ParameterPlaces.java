package org.parfocal.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where the tensors of a network lie: in one of a few flat vectors, so that an optimiser's step is
 * one pass over one vector. The vectors themselves are the target's.
 */
public final class ParameterPlaces {
  /** Tensors begin at multiples of so many numbers, a cache line. */
  private static final int ALIGNMENT = 16;

  private final Set<String> learningLayers;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<Vector, Long> lengths = new EnumMap<>(Vector.class);

  /** The vectors. */
  public enum Vector {
    /** What is learned; its gradients lie in the same order. */
    LEARNED,
    /** What is learned in other trainings, and fixed here. */
    FIXED,
    /** Running statistics; those of the last batch lie in the same order. */
    STATISTICS
  }

  /**
   * The place of a tensor.
   *
   * @param parameter what lies there
   * @param vector in which
   * @param offset from which number on
   */
  public record Place(ParameterLayout parameter, Vector vector, long offset) {}

  /**
   * Places all tensors in their order.
   *
   * @param learningLayers the layers whose parameters are learned
   */
  public ParameterPlaces(List<ParameterLayout> parameters, Set<String> learningLayers) {
    this.learningLayers = Set.copyOf(learningLayers);
    for (ParameterLayout parameter : parameters) {
      Vector vector = vector(parameter);
      long offset = lengths.getOrDefault(vector, 0L);
      places.put(parameter.name(), new Place(parameter, vector, offset));
      lengths.put(vector, offset + aligned(parameter.length()));
    }
  }

  private Vector vector(ParameterLayout parameter) {
    if (!parameter.role().learned()) {
      return Vector.STATISTICS;
    }
    return learns(parameter.layer()) ? Vector.LEARNED : Vector.FIXED;
  }

  private static long aligned(long length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Whether the parameters of a layer are learned. */
  public boolean learns(String layer) {
    return learningLayers.contains(layer);
  }

  /** Whether anything is learned. */
  public boolean learnsAny() {
    return length(Vector.LEARNED) > 0;
  }

  /** Numbers of a vector, gaps between tensors included. */
  public long length(Vector vector) {
    return lengths.getOrDefault(vector, 0L);
  }

  /** The place of a tensor by its name. */
  public Place of(String name) {
    return Objects.requireNonNull(places.get(name), name);
  }

  /** All places in the network's order. */
  public List<Place> all() {
    return new ArrayList<>(places.values());
  }
}
