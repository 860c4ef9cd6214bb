package org.parfocal.command.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of one line, for machines. */
final class Json {
  private Json() {}

  /** A JSON object on one line; numbers that JSON does not have become null. */
  static String line(Map<String, ?> members) {
    try {
      return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(members);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
  }

  /** Members in the order given: name, value, name, value. */
  static Map<String, @Nullable Object> members(@Nullable Object... pairs) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int index = 0; index < pairs.length; index += 2) {
      members.put(String.valueOf(pairs[index]), finite(pairs[index + 1]));
    }
    return members;
  }

  private static @Nullable Object finite(@Nullable Object value) {
    return value instanceof Double number && !Double.isFinite(number) ? null : value;
  }
}
