package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.parfocal.api.BalancedDraw;

/** Deals things in random order, and shuffles them again whenever all were dealt. */
final class Deck<T> {
  private final List<T> cards;
  private final RandomGenerator random;
  private int dealt;

  Deck(List<T> cards, RandomGenerator random) {
    this.cards = new ArrayList<>(cards);
    this.random = random;
    dealt = cards.size();
  }

  T next() {
    if (dealt == cards.size()) {
      BalancedDraw.shuffle(cards, random);
      dealt = 0;
    }
    return cards.get(dealt++);
  }
}
