package org.parfocal.dataset.table.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Nearest {
  private Nearest() {}

  /** The most similar name, letter case ignored; empty if none is similar. */
  static Optional<String> of(String wanted, List<String> names) {
    String lower = wanted.toLowerCase(Locale.ROOT);
    int tolerance = Math.max(1, wanted.length() / 2);
    return names.stream()
        .filter(name -> similarity(lower, name.toLowerCase(Locale.ROOT)) <= tolerance)
        .min(Comparator.comparingInt(name -> similarity(lower, name.toLowerCase(Locale.ROOT))));
  }

  /** Edit distance, or 1 if the one holds the other ({@code image_path} for {@code path}). */
  private static int similarity(String wanted, String name) {
    boolean holds = !wanted.isEmpty() && !name.equals(wanted) && name.contains(wanted);
    return holds ? 1 : editDistance(wanted, name);
  }

  /** Levenshtein's: insertions, deletions and replacements. */
  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
