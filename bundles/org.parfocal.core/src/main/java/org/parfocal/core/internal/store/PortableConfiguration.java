package org.parfocal.core.internal.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stored configuration without the places of one machine. */
public final class PortableConfiguration {
  /** Where things lie, which says nothing anywhere else. */
  private static final Set<String> PLACES = Set.of("cache", "output", "include");

  private PortableConfiguration() {}

  /** Of a path that does not depend on the working directory the last name is left. */
  public static Map<String, Object> of(Map<String, Object> configuration) {
    Map<String, Object> portable = new LinkedHashMap<>();
    configuration.forEach(
        (key, value) -> {
          if (!PLACES.contains(key)) {
            portable.put(key, value(value));
          }
        });
    return portable;
  }

  private static Object value(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> members = new LinkedHashMap<>();
      map.forEach((key, member) -> members.put(String.valueOf(key), member));
      return of(members);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(value(item)));
      return items;
    }
    return value instanceof String text && text.startsWith("/")
        ? text.substring(text.lastIndexOf('/') + 1)
        : value;
  }

  /**
   * Refuses a configuration that names places of the machine where it is read.
   *
   * @throws IOException with the text that does
   */
  static void require(@Nullable Object configuration) throws IOException {
    if (configuration instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (PLACES.contains(String.valueOf(entry.getKey()))) {
          throw new IOException("it sets " + entry.getKey());
        }
        require(entry.getValue());
      }
    } else if (configuration instanceof List<?> list) {
      for (Object item : list) {
        require(item);
      }
    } else if (configuration instanceof String text
        && (text.startsWith("/") || text.startsWith("~") || text.contains(".."))) {
      throw new IOException("it names the path " + text);
    }
  }
}
