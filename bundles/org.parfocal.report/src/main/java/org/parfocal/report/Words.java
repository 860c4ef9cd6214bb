package org.parfocal.report;

import java.util.List;

/**
 * Sentences, one below the other.
 *
 * @param title above them; may be empty
 * @param sentences each of which can be read alone
 * @param quotable whether each is to be copied into a text
 */
public record Words(String title, List<String> sentences, boolean quotable) implements Block {
  public Words {
    sentences = List.copyOf(sentences);
  }

  /** Words that are only read. */
  public Words(String title, List<String> sentences) {
    this(title, sentences, false);
  }
}
