package org.parfocal.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws groups so that every cell of a {@link Balance} has an equal share of an epoch. An epoch is
 * as long as one round of everything; within a cell nothing is drawn twice before all else was
 * drawn once.
 */
public final class BalancedDraw implements Draw {
  private final List<Cell> cells;
  private final int length;

  private BalancedDraw(List<Cell> cells) {
    this.cells = cells;
    this.length = cells.stream().mapToInt(Cell::size).reduce(0, Math::addExact);
  }

  /** What groups are made from: an image with its possible partners, a place, a patient. */
  public interface Source {
    /** The sample whose cell the groups are drawn for. */
    Sample anchor();

    /** Groups that one round gives, at least 1. */
    default int size() {
      return 1;
    }

    /** The groups of one round. */
    List<List<Sample>> round(RandomGenerator random);
  }

  /**
   * Draws groups from these sources.
   *
   * @throws ConfigurationException if none of their anchors has a field that is to be balanced
   */
  public static BalancedDraw of(List<? extends Source> sources, Balance balance) {
    balance.requireKnown(sources.stream().map(Source::anchor).toList());
    Map<Object, List<Source>> cells = new LinkedHashMap<>();
    for (Source source : sources) {
      cells.computeIfAbsent(balance.cell(source.anchor()), cell -> new ArrayList<>()).add(source);
    }
    return new BalancedDraw(cells.values().stream().map(Cell::of).toList());
  }

  /** Draws single samples. */
  public static BalancedDraw singles(List<Sample> samples, Balance balance) {
    return of(samples.stream().map(Single::new).toList(), balance);
  }

  @Override
  public List<List<Sample>> epoch(int epoch, RandomGenerator random) {
    List<Cell> order = new ArrayList<>(cells);
    // The draws that cannot be shared equally go to cells chosen anew in each epoch.
    shuffle(order, random);
    List<List<Sample>> drawn = new ArrayList<>(length);
    for (int cell = 0; cell < order.size(); cell++) {
      int share = length / order.size() + (cell < length % order.size() ? 1 : 0);
      order.get(cell).draw(share, random, drawn);
    }
    shuffle(drawn, random);
    return drawn;
  }

  /** Fisher and Yates; {@code Collections.shuffle} takes no {@link RandomGenerator} in Java 17. */
  public static <T> void shuffle(List<T> list, RandomGenerator random) {
    for (int last = list.size() - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      T moved = list.get(last);
      list.set(last, list.get(other));
      list.set(other, moved);
    }
  }

  private record Single(Sample anchor) implements Source {
    @Override
    public List<List<Sample>> round(RandomGenerator random) {
      return List.of(List.of(anchor));
    }
  }

  private record Cell(List<Source> sources, int size) {
    static Cell of(List<Source> sources) {
      return new Cell(sources, sources.stream().mapToInt(Source::size).reduce(0, Math::addExact));
    }

    void draw(int share, RandomGenerator random, List<List<Sample>> drawn) {
      for (int left = share; left > 0; left -= size) {
        List<List<Sample>> round = new ArrayList<>(size);
        sources.forEach(source -> round.addAll(source.round(random)));
        shuffle(round, random);
        drawn.addAll(round.subList(0, Math.min(left, size)));
      }
    }
  }
}
