package org.parfocal.command.internal;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import org.parfocal.api.Printable;

/** Writes everything as {@link Printable} shows it. */
final class PrintableWriter extends FilterWriter {
  PrintableWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int letter) throws IOException {
    out.write(Printable.of(String.valueOf((char) letter)));
  }

  @Override
  public void write(char[] letters, int from, int length) throws IOException {
    out.write(Printable.of(new String(letters, from, length)));
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(Printable.of(text.substring(from, from + length)));
  }
}
