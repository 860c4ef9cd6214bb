package org.parfocal.augmentation.dcgan.internal;

import java.util.random.RandomGenerator;

/** Indices in random order, shuffled again whenever all were dealt. */
final class Deck {
  private final int[] cards;
  private final RandomGenerator random;
  private int dealt;

  Deck(int size, RandomGenerator random) {
    cards = new int[size];
    this.random = random;
    for (int i = 0; i < size; i++) {
      cards[i] = i;
    }
    dealt = size;
  }

  int next() {
    if (dealt == cards.length) {
      shuffle();
      dealt = 0;
    }
    return cards[dealt++];
  }

  private void shuffle() {
    for (int last = cards.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int moved = cards[last];
      cards[last] = cards[other];
      cards[other] = moved;
    }
  }
}
