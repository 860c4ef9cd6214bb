package org.parfocal.augmentation.multiscale.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.parfocal.api.BalancedDraw;
import org.parfocal.api.Sample;

/**
 * Pairs and triplets: every image that has both possible partners is an anchor once a round. A
 * positive is another image of the anchor's class that belongs to it by the {@link Match}; a
 * negative is any image of another class, since a place or a patient seldom has two.
 */
final class Partners {
  private final List<Sample> samples;
  private final Match match;
  private final boolean crossing;
  private final boolean triplets;
  private final Map<List<Object>, List<Sample>> kin = new HashMap<>();
  private final Map<List<Object>, List<Sample>> positives = new HashMap<>();
  private final Map<List<Object>, List<Sample>> negatives = new HashMap<>();

  private Partners(List<Sample> samples, Match match, boolean crossing, boolean triplets) {
    this.samples = samples;
    this.match = match;
    this.crossing = crossing;
    this.triplets = triplets;
    for (Sample sample : samples) {
      kin.computeIfAbsent(match.key(sample), key -> new ArrayList<>()).add(sample);
    }
  }

  /**
   * Finds the groups.
   *
   * @param match decided
   * @param crossing whether partners must be of another magnification than the anchor
   * @param triplets or else pairs
   */
  static Formation of(List<Sample> samples, Match match, boolean crossing, boolean triplets) {
    return new Partners(samples, match, crossing, triplets).formation();
  }

  private Formation formation() {
    Shortfall shortfall =
        new Shortfall(
            "training images", triplets ? "the anchor of a triplet" : "the anchor of a pair");
    List<Anchor> anchors = new ArrayList<>();
    for (Sample sample : samples) {
      String reason = obstacle(sample);
      if (reason.isEmpty()) {
        shortfall.formed();
        anchors.add(new Anchor(sample, positives(sample), negatives(sample), !crossing, triplets));
      } else {
        shortfall.missed(reason);
      }
    }
    return new Formation(triplets ? 3 : 2, anchors, drawable(anchors), shortfall);
  }

  /** Why a sample can be no anchor; empty if it can. */
  private String obstacle(Sample sample) {
    if (crossing && sample.magnification() == null) {
      return "no magnification";
    }
    String where = crossing ? " at another magnification" : "";
    if (positives(sample).size() <= (crossing ? 0 : 1)) {
      return switch (match) {
        case SAME_PLACE -> "no other image of the place" + where;
        case SAME_PATIENT -> "no other image of the patient in the class" + where;
        default -> "no other image of the class" + where;
      };
    }
    return negatives(sample).isEmpty() ? "no image of another class" + where : "";
  }

  /** Images that may be drawn beside the anchor, which is one of them unless crossing. */
  private List<Sample> positives(Sample anchor) {
    List<Object> key = match.key(anchor);
    return positives.computeIfAbsent(
        pool(key, anchor),
        pool ->
            kin.getOrDefault(key, List.of()).stream()
                .filter(sample -> allowed(anchor, sample))
                .toList());
  }

  private List<Sample> negatives(Sample anchor) {
    return negatives.computeIfAbsent(
        pool(List.of(anchor.label()), anchor),
        pool ->
            samples.stream()
                .filter(sample -> sample.label() != anchor.label() && allowed(anchor, sample))
                .toList());
  }

  /** Anchors of one magnification have one pool where the magnification matters. */
  private List<Object> pool(List<Object> key, Sample anchor) {
    return crossing
        ? List.of(key, Objects.requireNonNullElse(anchor.magnification(), ""))
        : List.of(key);
  }

  private boolean allowed(Sample anchor, Sample partner) {
    return !crossing
        || (partner.magnification() != null
            && !partner.magnification().equals(anchor.magnification()));
  }

  private List<Sample> drawable(List<Anchor> anchors) {
    // Anchors share their pools, which are many images each: every pool is looked at once.
    Set<List<Sample>> pools = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<String> ids = new HashSet<>();
    for (Anchor anchor : anchors) {
      ids.add(anchor.anchor().id());
      pools.add(anchor.positives());
      pools.add(anchor.negatives());
    }
    pools.forEach(pool -> pool.forEach(sample -> ids.add(sample.id())));
    return samples.stream().filter(sample -> ids.contains(sample.id())).toList();
  }

  private record Anchor(
      Sample anchor,
      List<Sample> positives,
      List<Sample> negatives,
      boolean amongPositives,
      boolean triplet)
      implements BalancedDraw.Source {
    @Override
    public List<List<Sample>> round(RandomGenerator random) {
      if (triplet) {
        return List.of(List.of(anchor, positive(random), negative(random)));
      }
      return List.of(List.of(anchor, random.nextBoolean() ? positive(random) : negative(random)));
    }

    private Sample positive(RandomGenerator random) {
      if (!amongPositives) {
        return positives.get(random.nextInt(positives.size()));
      }
      // One place less; where the anchor would be drawn, the last stands in for it.
      Sample last = positives.get(positives.size() - 1);
      Sample drawn = positives.get(random.nextInt(positives.size() - 1));
      return drawn.id().equals(anchor.id()) ? last : drawn;
    }

    private Sample negative(RandomGenerator random) {
      return negatives.get(random.nextInt(negatives.size()));
    }
  }
}
