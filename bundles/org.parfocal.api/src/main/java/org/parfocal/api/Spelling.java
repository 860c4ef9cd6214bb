package org.parfocal.api;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which names a person would call the same though they differ as text, and which are no names but
 * words for a missing one.
 *
 * <p>Not told apart are letter case, Unicode forms (NFKC), letters of other alphabets that look
 * alike, white space and invisible characters, dashes, points, commas and underscores other than
 * between two numbers, quotes, brackets around the whole, leading zeros ({@code P07}, {@code P7}),
 * and a fraction of zeros ({@code 7.0}).
 */
public final class Spelling {
  private static final Set<String> MISSING =
      Set.of(
          "",
          "-",
          "--",
          "---",
          "/",
          "?",
          "??",
          "???",
          "nan",
          "-nan",
          "na",
          "n/a",
          "#n/a",
          "#n/an/a",
          "#na",
          "nat",
          "null",
          "\\n",
          "nil",
          "none",
          "blank",
          "missing",
          "unknown",
          "undefined",
          "notavailable",
          "notapplicable",
          "nodata",
          "notknown",
          "notrecorded",
          "notreported",
          "notspecified",
          "unspecified",
          "tobedetermined",
          "tbd",
          "tba",
          "pending",
          "undef",
          "+nan",
          "#nv",
          "#n/d",
          "#wert!",
          "#bezug!",
          "#valor!",
          "#valeur!",
          "1.#ind",
          "-1.#ind",
          "1.#qnan",
          "-1.#qnan",
          "#value!",
          "#ref!",
          "#div/0!",
          "#name?",
          "#num!",
          "#null!");

  private static final Pattern BLANK = Pattern.compile("[\\p{Z}\\s\\u2800\\u3164\\u1160\\u115F]+");
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cf}\\p{Cc}\\uFE00-\\uFE0F\\u034F]+");
  private static final Pattern DASH = Pattern.compile("[\\p{Pd}\\u2212\\u2043\\u02D7]");
  private static final Pattern QUOTE =
      Pattern.compile("[\"'`\\u00B4\\p{Pi}\\p{Pf}\\u201A\\u201E]+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");
  private static final Pattern BRACKETS =
      Pattern.compile("\\((.*)\\)|\\[(.*)]|<(.*)>|\\{(.*)}", Pattern.DOTALL);
  private static final Pattern END = Pattern.compile("[.,;:]+$");
  private static final Pattern POINT = Pattern.compile("(?<=\\p{L})[.,]|[.,](?=[ \\p{L}])");
  private static final Pattern LEADING_ZEROS = Pattern.compile("(?<![\\d.,])0+(?=\\d)");
  private static final Pattern ZERO_FRACTION =
      Pattern.compile("(?<![\\d.,])(\\d+)[.,]0+(?![\\d.,])");
  private static final Pattern SEPARATOR =
      Pattern.compile("[ _\\u00B7\\u2022\\u2027\\u2219\\u22C5\\u30FB-]+");
  private static final Pattern FRACTION =
      Pattern.compile("(?<![\\d.,])(\\d*)[.,](?=\\d)(\\d*?)0*(?![\\d.,])");
  private static final Pattern TIMES =
      Pattern.compile("[\\u00D7\\u2715\\u2716\\u2A2F\\u2573\\u2217*]");

  /**
   * Capitals of other alphabets, Cyrillic and Greek first, and the Latin ones that they look like.
   */
  private static final String LIKE_LATIN = "АВЕЅІЈКМНОРСТУХӀҺԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹՕⱭ";

  private static final String LATIN = "ABESIJKMHOPCTYXIHQWABEZHIKMNOPTYXCOA";

  /** What cannot be seen, or seen for something else. */
  private static final Pattern DECEIVING =
      Pattern.compile(
          "[[\\p{Z}\\p{C}\\p{M}\\u2800\\u3164\\u1160\\u115F"
              + LIKE_LATIN
              + LIKE_LATIN.toLowerCase(Locale.ROOT)
              + "]&&[^ ]]");

  private Spelling() {}

  /** Whether a text is empty, or a word that tables hold where nothing is known: {@code n/a}. */
  public static boolean isMissing(String text) {
    return MISSING.contains(key(text));
  }

  /**
   * Names that a person would call the same.
   *
   * @param field of which they are values: {@code 10x}, {@code ×10} and {@code 10} are one
   *     magnification
   * @param asWritten names that are meant as they are written, and like no other
   * @return sets of two or more, each in the order of text
   */
  public static List<Set<String>> alike(
      SampleField field, Collection<String> names, Set<String> asWritten) {
    Map<String, Set<String>> byKey = new TreeMap<>();
    for (String name : names) {
      if (!asWritten.contains(name)) {
        byKey.computeIfAbsent(key(field, name), key -> new TreeSet<>()).add(name);
      }
    }
    return byKey.values().stream().filter(same -> same.size() > 1).toList();
  }

  /** What all spellings of a name have in common, to be compared and not shown. */
  public static String key(SampleField field, String name) {
    return field.equals(SampleField.MAGNIFICATION) ? magnification(name) : key(name);
  }

  /** The names in quotes, with the code points of what could not be seen. */
  public static String shown(Collection<String> names) {
    return names.stream()
        .map(name -> "'" + DECEIVING.matcher(name).replaceAll(Spelling::codePoint) + "'")
        .collect(Collectors.joining(" and "));
  }

  private static String codePoint(MatchResult found) {
    return String.format(Locale.ROOT, "<U+%04X>", found.group().codePointAt(0));
  }

  private static String magnification(String name) {
    String key = key(TIMES.matcher(name).replaceAll("x"));
    key = FRACTION.matcher(key).replaceAll(Spelling::fraction);
    return key.replaceFirst("^x(?=\\d)", "").replaceFirst("(?<=\\d)x$", "");
  }

  private static String fraction(MatchResult found) {
    String whole = found.group(1).isEmpty() ? "0" : found.group(1);
    return found.group(2).isEmpty() ? whole : whole + "." + found.group(2);
  }

  private static String key(String name) {
    String text = Normalizer.normalize(name, Normalizer.Form.NFKC);
    text = BLANK.matcher(text).replaceAll(" ");
    text = INVISIBLE.matcher(text).replaceAll("");
    text = QUOTE.matcher(DASH.matcher(text).replaceAll("-")).replaceAll("");
    text = latin(text.replace('\u03BC', 'u')).strip(); // the sign of micro, before it looks like m
    if (!WORD.matcher(text).find()) {
      return text; // signs alone are a name as they stand: .. and +++
    }
    text = inner(END.matcher(text).replaceAll(""));
    text = POINT.matcher(END.matcher(text).replaceAll("")).replaceAll(" ").strip();
    text = LEADING_ZEROS.matcher(text).replaceAll("");
    text = ZERO_FRACTION.matcher(text).replaceAll("$1");
    return withoutSeparators(text);
  }

  /** Without brackets around the whole, as in {@code [Not Available]}. */
  private static String inner(String text) {
    Matcher brackets = BRACKETS.matcher(text);
    return brackets.matches()
        ? IntStream.rangeClosed(1, brackets.groupCount())
            .mapToObj(brackets::group)
            .filter(Objects::nonNull)
            .collect(Collectors.joining())
            .strip()
        : text;
  }

  /** Lower case, Latin letters for those that look so, and ASCII digits for all. */
  private static String latin(String text) {
    StringBuilder latin = new StringBuilder();
    text.toUpperCase(Locale.ROOT)
        .codePoints()
        .forEach(
            character -> {
              int like = LIKE_LATIN.indexOf(character);
              if (like >= 0) {
                latin.append(LATIN.charAt(like));
              } else if (Character.isDigit(character)) {
                latin.append(Character.digit(character, 10));
              } else {
                latin.appendCodePoint(character);
              }
            });
    return latin.toString().toLowerCase(Locale.ROOT).replace("i\u0307", "i"); // İ
  }

  /**
   * {@code 1-12} stays apart from {@code 11-2}; {@code P-07} is {@code P07}; {@code -1} is not 1.
   */
  private static String withoutSeparators(String text) {
    Matcher separator = SEPARATOR.matcher(text);
    StringBuilder joined = new StringBuilder();
    while (separator.find()) {
      boolean atEnd = separator.start() == 0 || separator.end() == text.length();
      boolean keeps =
          atEnd
              ? separator.group().contains("-")
              : Character.isDigit(text.charAt(separator.start() - 1))
                  && Character.isDigit(text.charAt(separator.end()));
      separator.appendReplacement(joined, keeps ? "-" : "");
    }
    return separator.appendTail(joined).toString();
  }
}
