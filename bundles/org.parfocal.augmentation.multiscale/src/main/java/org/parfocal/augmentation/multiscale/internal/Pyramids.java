package org.parfocal.augmentation.multiscale.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.parfocal.api.BalancedDraw;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/**
 * Pyramids: one image of each magnification, of one place, or of one class of one patient. A round
 * gives as many as the magnification with the most images has of them, and draws every image.
 */
final class Pyramids {
  private Pyramids() {}

  /**
   * Finds the groups.
   *
   * @param match {@link Match#SAME_PLACE} or {@link Match#SAME_PATIENT}
   */
  static Formation of(List<Sample> samples, Match match) {
    List<String> magnifications = SampleField.MAGNIFICATION.values(samples);
    Shortfall shortfall =
        new Shortfall(
            match == Match.SAME_PLACE ? "places" : "patients by class",
            "a pyramid of " + String.join(", ", magnifications));
    Map<List<Object>, List<Sample>> stacks = new LinkedHashMap<>();
    for (Sample sample : samples) {
      stacks.computeIfAbsent(match.key(sample), key -> new ArrayList<>()).add(sample);
    }
    List<Stack> complete = new ArrayList<>();
    Set<String> drawable = new HashSet<>();
    for (List<Sample> images : stacks.values()) {
      Stack stack = Stack.of(images, magnifications);
      String missing = stack.missing(magnifications);
      if (missing.isEmpty()) {
        shortfall.formed();
        complete.add(stack);
        stack.levels().forEach(level -> level.forEach(sample -> drawable.add(sample.id())));
      } else {
        shortfall.missed("no " + missing);
      }
    }
    return new Formation(
        magnifications.size(),
        complete,
        samples.stream().filter(sample -> drawable.contains(sample.id())).toList(),
        shortfall);
  }

  /**
   * Images that belong together.
   *
   * @param levels those of each magnification
   */
  private record Stack(List<List<Sample>> levels) implements BalancedDraw.Source {
    static Stack of(List<Sample> images, List<String> magnifications) {
      return new Stack(
          magnifications.stream()
              .map(
                  magnification ->
                      images.stream()
                          .filter(sample -> magnification.equals(sample.magnification()))
                          .toList())
              .toList());
    }

    String missing(List<String> magnifications) {
      List<String> missing = new ArrayList<>();
      for (int level = 0; level < levels.size(); level++) {
        if (levels.get(level).isEmpty()) {
          missing.add(magnifications.get(level));
        }
      }
      return String.join(", ", missing);
    }

    @Override
    public Sample anchor() {
      return levels.get(0).get(0);
    }

    @Override
    public int size() {
      return levels.stream().mapToInt(List::size).max().orElse(0);
    }

    @Override
    public List<List<Sample>> round(RandomGenerator random) {
      List<List<Sample>> columns = levels.stream().map(level -> column(level, random)).toList();
      List<List<Sample>> pyramids = new ArrayList<>(size());
      for (int row = 0; row < size(); row++) {
        int at = row;
        pyramids.add(columns.stream().map(column -> column.get(at)).toList());
      }
      return pyramids;
    }

    /** The images of a level in random order, again and again until every pyramid has one. */
    private List<Sample> column(List<Sample> level, RandomGenerator random) {
      List<Sample> column = new ArrayList<>(size() + level.size());
      while (column.size() < size()) {
        List<Sample> round = new ArrayList<>(level);
        BalancedDraw.shuffle(round, random);
        column.addAll(round);
      }
      return column;
    }
  }
}
