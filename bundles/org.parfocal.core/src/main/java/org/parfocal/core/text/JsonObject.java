package org.parfocal.core.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed JSON object whose members are asked for by type.
 *
 * @param members as parsed
 */
public record JsonObject(Map<String, ?> members) {
  /** A text member. */
  public String text(String key) throws IOException {
    return member(key, String.class);
  }

  /** A whole number. */
  public long integer(String key) throws IOException {
    return member(key, Number.class).longValue();
  }

  /** A whole number that fits an int. */
  public int count(String key) throws IOException {
    long value = integer(key);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw broken(key);
    }
    return (int) value;
  }

  /** A number. */
  public double number(String key) throws IOException {
    return member(key, Number.class).doubleValue();
  }

  /** A number, or NaN where it was not finite, which JSON writes as null. */
  public double numberOrNaN(String key) throws IOException {
    return members.containsKey(key) && members.get(key) == null ? Double.NaN : number(key);
  }

  /** Yes or no. */
  public boolean flag(String key) throws IOException {
    return member(key, Boolean.class);
  }

  /** A list of texts. */
  public List<String> texts(String key) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Object item : member(key, List.class)) {
      if (!(item instanceof String text)) {
        throw broken(key);
      }
      texts.add(text);
    }
    return texts;
  }

  /** A list of objects. */
  public List<JsonObject> objects(String key) throws IOException {
    List<JsonObject> objects = new ArrayList<>();
    for (Object item : member(key, List.class)) {
      if (!(item instanceof Map<?, ?> map)) {
        throw broken(key);
      }
      objects.add(of(map));
    }
    return objects;
  }

  /** An object member. */
  public JsonObject object(String key) throws IOException {
    return of(member(key, Map.class));
  }

  /** An object member whose values are texts. */
  public Map<String, String> textMap(String key) throws IOException {
    JsonObject object = object(key);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : object.members().keySet()) {
      texts.put(name, object.text(name));
    }
    return texts;
  }

  private <T> T member(String key, Class<T> type) throws IOException {
    @Nullable Object value = members.get(key);
    if (!type.isInstance(value)) {
      throw broken(key);
    }
    return type.cast(value);
  }

  private static JsonObject of(Map<?, ?> map) {
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((key, value) -> members.put(String.valueOf(key), value));
    return new JsonObject(members);
  }

  private static IOException broken(String key) {
    return new IOException("\"" + key + "\" is missing or of the wrong type");
  }
}
