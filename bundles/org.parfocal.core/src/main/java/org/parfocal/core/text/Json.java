package org.parfocal.core.text;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** JSON text; numbers that JSON does not know (NaN, infinities) are written as null. */
public final class Json {
  private static final JSON COMPACT = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);
  private static final JSON PRETTY = COMPACT.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

  private Json() {}

  /** Members in the order given: name, value, name, value. */
  public static Map<String, @Nullable Object> members(@Nullable Object... pairs) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int index = 0; index < pairs.length; index += 2) {
      members.put(String.valueOf(pairs[index]), pairs[index + 1]);
    }
    return members;
  }

  /** On one line. */
  public static String line(Map<String, ?> object) {
    return text(COMPACT, finite(object));
  }

  /** Indented, with a line break at the end. */
  public static String pretty(Map<String, ?> object) {
    return text(PRETTY, finite(object)) + "\n";
  }

  /** On one line, keys sorted at every level: equal content gives equal text. */
  public static String canonical(@Nullable Object value) {
    return text(COMPACT, sorted(value));
  }

  /**
   * Parses an object.
   *
   * @throws IOException if the text is not a JSON object
   */
  public static JsonObject parse(String text) throws IOException {
    Map<String, ?> members;
    try {
      members = COMPACT.mapFrom(text);
    } catch (RuntimeException e) {
      throw new IOException("not a JSON object", e);
    }
    if (members == null) {
      throw new IOException("not a JSON object");
    }
    return new JsonObject(members);
  }

  private static String text(JSON writer, @Nullable Object value) {
    try {
      return writer.asString(value);
    } catch (IOException e) {
      throw new IllegalArgumentException("value cannot be written as JSON: " + value, e);
    }
  }

  private static @Nullable Object finite(@Nullable Object value) {
    return copied(
        value,
        LinkedHashMap::new,
        leaf ->
            leaf instanceof Double || leaf instanceof Float
                ? Double.isFinite(((Number) leaf).doubleValue()) ? leaf : null
                : leaf);
  }

  private static @Nullable Object sorted(@Nullable Object value) {
    return copied(
        value,
        TreeMap::new,
        leaf ->
            leaf instanceof Integer || leaf instanceof Short || leaf instanceof Byte
                ? (Object) ((Number) leaf).longValue()
                : leaf instanceof Float number ? number.doubleValue() : finite(leaf));
  }

  private static @Nullable Object copied(
      @Nullable Object value,
      Supplier<Map<String, @Nullable Object>> maps,
      UnaryOperator<@Nullable Object> leaf) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = maps.get();
      map.forEach((key, item) -> copy.put(String.valueOf(key), copied(item, maps, leaf)));
      return copy;
    }
    if (value instanceof Iterable<?> items) {
      List<@Nullable Object> copy = new ArrayList<>();
      items.forEach(item -> copy.add(copied(item, maps, leaf)));
      return copy;
    }
    return leaf.apply(value);
  }
}
