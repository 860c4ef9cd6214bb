package org.parfocal.core.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parfocal.api.Printable;

/** Text from data within Markdown that is also read as it is: it stays text, on one line. */
public final class Markdown {
  private static final Pattern LINE_ENDS =
      Pattern.compile("\\s*[\\n\\t\\u0085\\u2028\\u2029\\r]\\s*");

  /** What makes elements, links, images, code and emphasis. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "[<`]|\\](?=\\()|&(?=#?\\w+;)|\\\\(?=\\p{Punct})|(?<=\\S)\\*|\\*(?=\\S)|~(?=[^~]*~)"
              + "|(?<![\\p{L}\\p{N}_])_+|_+(?![\\p{L}\\p{N}_])");

  /** What makes headings, quotations, lists, rules, definitions of links and boxes to tick. */
  private static final Pattern BLOCK = Pattern.compile("^(?:[>*\\[]|[#+-](?!\\d))");

  private static final Pattern NUMBERED = Pattern.compile("^(\\d{1,9})([.)](?:\\s|$))");

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
        .replaceAll(found -> Matcher.quoteReplacement(escaped(found.group())));
  }

  /** The text as an item of a list, or as a line of its own. */
  public static String item(String text) {
    String line = NUMBERED.matcher(inline(text.strip())).replaceFirst("$1\\\\$2");
    return BLOCK.matcher(line).find() ? "\\" + line : line;
  }

  private static String escaped(String signs) {
    return "\\" + String.join("\\", signs.split(""));
  }
}
