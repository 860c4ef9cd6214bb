package org.parfocal.core.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parfocal.api.Printable;

/** Text from data within Markdown that is also read as it is: it stays text, on one line. */
public final class Markdown {
  private static final Pattern LINE_ENDS =
      Pattern.compile("\\s*[\\n\\t\\u0085\\u2028\\u2029\\r]\\s*");

  /** What makes elements, links, images and code. */
  private static final Pattern MARKUP =
      Pattern.compile("[<`]|\\](?=\\()|&(?=#?\\w+;)|\\\\(?=\\p{Punct})");

  private Markdown() {}

  /** The text as the cell of a table. */
  public static String cell(String text) {
    return inline(text).replace("|", "\\|");
  }

  /** The text with markup escaped. */
  public static String inline(String text) {
    String line = LINE_ENDS.matcher(text).replaceAll(" ");
    return MARKUP
        .matcher(Printable.of(line))
        .replaceAll(found -> Matcher.quoteReplacement("\\" + found.group()));
  }
}
