package org.parfocal.core.internal.store;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parfocal.core.text.Json;

/**
 * Writes a configuration as block YAML that reads back to the same values. Text that could be taken
 * for something else is quoted as in JSON, which YAML understands.
 */
public final class Yaml {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  private Yaml() {}

  /** A document. */
  public static String document(Map<String, ?> values) {
    StringBuilder out = new StringBuilder();
    map(out, values, 0);
    return out.toString();
  }

  private static void map(StringBuilder out, Map<?, ?> values, int depth) {
    values.forEach(
        (key, value) -> {
          out.append("  ".repeat(depth)).append(scalar(String.valueOf(key))).append(':');
          value(out, value, depth);
        });
  }

  private static void value(StringBuilder out, @Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append('\n');
      map(out, map, depth + 1);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      out.append('\n');
      for (Object item : list) {
        out.append("  ".repeat(depth + 1)).append('-');
        value(out, item, depth + 1);
      }
    } else {
      out.append(' ').append(scalar(value)).append('\n');
    }
  }

  private static String scalar(@Nullable Object value) {
    if (value instanceof Map) {
      return "{}";
    }
    if (value instanceof List) {
      return "[]";
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return number.isNaN() ? ".nan" : number > 0 ? ".inf" : "-.inf";
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    String text = value.toString();
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : Json.canonical(text);
  }
}
