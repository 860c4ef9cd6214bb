package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parfocal.core.Pseudonyms;

/**
 * Takes ids and places of a machine out of texts. A long id is replaced wherever it stands, in any
 * of the spellings that pages and tables give it; a short one only where it is a word of its own,
 * and one of fewer than {@value #WORD} signs not at all: it could be any number.
 */
final class Redaction {
  private static final int WORD = 4;
  private static final int LONG = 6;
  private static final int BITS = (1 << 20) - 1;
  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_.\\-/]+");

  /** An absolute path of two names or more, at the begin of a word. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_.\\-/<])(?:/[\\p{L}\\p{N}_.@+\\-]+)+(/[\\p{L}\\p{N}_.@+\\-]+)");

  private final Map<String, String> words = new HashMap<>();
  private final Map<String, String> anywhere = new LinkedHashMap<>();
  private final Map<String, List<String>> byBegin = new HashMap<>();
  private final BitSet begins = new BitSet();

  /**
   * Takes out these ids.
   *
   * @param identifiers by kind
   * @param names in place of them; those that were given for patients stay the same
   */
  Redaction(Map<String, Set<String>> identifiers, Pseudonyms names) {
    Map<String, String> all = new HashMap<>();
    identifiers.forEach(
        (kind, ids) ->
            ids.forEach(
                id -> all.put(id, kind.equals("patient") ? names.patient(id) : names.sample(id))));
    // An image is known by its file's name, too.
    Map.copyOf(all)
        .forEach(
            (id, name) -> {
              String base = id.substring(id.lastIndexOf('/') + 1);
              all.putIfAbsent(base, name);
              all.putIfAbsent(base.replaceFirst("\\.\\w{2,5}$", ""), name);
            });
    all.keySet().stream()
        .filter(id -> id.length() >= LONG)
        .forEach(id -> spellings(id).forEach(one -> anywhere.put(one, all.getOrDefault(id, ""))));
    for (String id : anywhere.keySet()) {
      byBegin.computeIfAbsent(id.substring(0, LONG), none -> new ArrayList<>()).add(id);
      begins.set(begin(id, 0));
    }
    byBegin.values().forEach(ids -> ids.sort(Comparator.comparingInt(String::length).reversed()));
    all.forEach(
        (id, name) -> {
          if (id.length() >= WORD && id.length() < LONG) {
            words.put(id, name);
          }
        });
  }

  /** How an id is written in HTML, JSON, Markdown and LaTeX. */
  private static Stream<String> spellings(String id) {
    return Stream.of(
            id,
            id.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"),
            id.replace("\\", "\\\\").replace("\"", "\\\""),
            TableFormats.markdown(id),
            TableFormats.latex(id))
        .distinct();
  }

  /** A text without them. */
  String text(String text) {
    String redacted =
        withoutLong(text.indexOf('/') < 0 ? text : PLACE.matcher(text).replaceAll("…$1"));
    return words.isEmpty()
        ? redacted
        : TOKEN
            .matcher(redacted)
            .replaceAll(
                word -> Matcher.quoteReplacement(words.getOrDefault(word.group(), word.group())));
  }

  private String withoutLong(String text) {
    StringBuilder redacted = new StringBuilder();
    int copied = 0;
    for (int at = 0; at + LONG <= text.length(); at++) {
      if (begins.get(begin(text, at))) {
        String id = idAt(text, at);
        if (!id.isEmpty()) {
          redacted.append(text, copied, at).append(anywhere.get(id));
          copied = at + id.length();
          at = copied - 1;
        }
      }
    }
    return copied == 0 ? text : redacted.append(text, copied, text.length()).toString();
  }

  /** The longest id that begins there; or empty. */
  private String idAt(String text, int at) {
    for (String id : byBegin.getOrDefault(text.substring(at, at + LONG), List.of())) {
      if (text.startsWith(id, at)) {
        return id;
      }
    }
    return "";
  }

  /** A number of few bits of the first signs of an id: texts are long, and hold few ids. */
  private static int begin(String text, int at) {
    int hash = 0;
    for (int i = at; i < at + LONG; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash & BITS;
  }
}
