package org.parfocal.dataset.table.internal;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The characters of a table: UTF-8, with or without a byte order mark, and nothing else. */
final class TableText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private TableText() {}

  /** Opens the table after its byte order mark; malformed bytes throw while reading. */
  static Reader open(Path table) throws IOException {
    // A decoder of its own reports malformed bytes; a reader made from a charset hides them.
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(table), StandardCharsets.UTF_8.newDecoder()));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  /** The first line that is not UTF-8, from 1; 0 if all are. */
  static long firstMalformedLine(Path table) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(table))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (long number = 1; ; ) {
        int next = in.read();
        if (next >= 0) {
          line.write(next);
        }
        if (next < 0 || next == '\n') {
          if (!isUtf8(line.toByteArray())) {
            return number;
          }
          line.reset();
          number++;
        }
        if (next < 0) {
          return 0;
        }
      }
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
