package org.parfocal.table;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Printable;

/**
 * The characters of a table: UTF-8 and printable. Other bytes and control characters, which could
 * write to a terminal, end the reading with their line, and so does a row without an end.
 */
final class CleanText extends FilterReader {
  /** Longest row in characters, far above what 16,384 columns of ids and numbers need. */
  static final int LONGEST_ROW = 1_000_000;

  /** No character of any text, put where bytes are not UTF-8. */
  private static final String NOT_UTF8 = "\uFFFF";

  private final Path file;
  private long line = 1;
  private boolean afterReturn;
  private long row;

  private CleanText(Path file, Reader in) {
    super(in);
    this.file = file;
  }

  /**
   * Decodes a table.
   *
   * @param file names it in messages
   */
  static CleanText of(Path file, InputStream bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(NOT_UTF8);
    return new CleanText(file, new InputStreamReader(bytes, decoder));
  }

  /** What is read from now on belongs to another row; those that read ahead are forgiven. */
  void nextRow() {
    row = 0;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    for (int i = offset; i < offset + count; i++) {
      check(target[i]);
    }
    row += Math.max(0, count);
    if (row > LONGEST_ROW) {
      throw fault(
          "the row that reaches here has more than 1,000,000 characters; close its quotes, or give it fewer columns.");
    }
    return count;
  }

  private void check(char character) {
    if (character == '\n' && afterReturn) {
      afterReturn = false;
      return;
    }
    afterReturn = character == '\r';
    if (character == '\n' || afterReturn) {
      line++;
    } else if (character == NOT_UTF8.charAt(0)) {
      throw fault(
          "the text is not UTF-8, but most likely Windows-1252; save the table as UTF-8, which spreadsheets call CSV UTF-8.");
    } else if (Printable.isControl(character)) {
      throw fault(
          "the text holds the control character U+%04X; save the table as text (CSV, UTF-8) without it."
              .formatted((int) character));
    }
  }

  private DatasetException fault(String sentence) {
    return new DatasetException("%s, line %d: %s".formatted(file, line, sentence));
  }
}
