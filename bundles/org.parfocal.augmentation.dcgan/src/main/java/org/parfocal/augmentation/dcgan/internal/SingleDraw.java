package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.parfocal.api.Draw;
import org.parfocal.api.Sample;

/**
 * Draws single images. An epoch has as many draws as there are images; each cell has an equal share
 * of them, and within a cell no image is drawn twice before every other one was drawn.
 */
final class SingleDraw implements Draw {
  private final List<List<Sample>> cells;
  private final int length;

  private SingleDraw(List<List<Sample>> cells, int length) {
    this.cells = cells;
    this.length = length;
  }

  static SingleDraw of(List<Sample> samples, Balance balance) {
    Map<Object, List<Sample>> cells = new LinkedHashMap<>();
    for (Sample sample : samples) {
      cells.computeIfAbsent(balance.cell(sample), cell -> new ArrayList<>()).add(sample);
    }
    return new SingleDraw(List.copyOf(cells.values()), samples.size());
  }

  @Override
  public List<List<Sample>> epoch(int epoch, RandomGenerator random) {
    List<List<Sample>> order = new ArrayList<>(cells);
    // The draws that cannot be shared equally go to cells chosen anew in each epoch.
    shuffle(order, random);
    List<Sample> drawn = new ArrayList<>(length);
    for (int cell = 0; cell < order.size(); cell++) {
      int share = length / order.size() + (cell < length % order.size() ? 1 : 0);
      draw(order.get(cell), share, random, drawn);
    }
    shuffle(drawn, random);
    return drawn.stream().map(List::of).toList();
  }

  private static void draw(
      List<Sample> cell, int share, RandomGenerator random, List<Sample> drawn) {
    for (int left = share; left > 0; left -= cell.size()) {
      List<Sample> round = new ArrayList<>(cell);
      shuffle(round, random);
      drawn.addAll(round.subList(0, Math.min(left, round.size())));
    }
  }

  /** Fisher and Yates; {@code Collections.shuffle} takes no {@link RandomGenerator} in Java 17. */
  private static <T> void shuffle(List<T> list, RandomGenerator random) {
    for (int last = list.size() - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      T moved = list.get(last);
      list.set(last, list.get(other));
      list.set(other, moved);
    }
  }
}
