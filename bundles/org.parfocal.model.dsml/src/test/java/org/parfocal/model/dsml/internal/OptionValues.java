package org.parfocal.model.dsml.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Options as Declarative Services hands them over. */
final class OptionValues {
  private OptionValues() {}

  /**
   * An instance of an annotation type.
   *
   * @param values by method name; the others have their defaults
   */
  static <T> T of(Class<T> type, Map<String, ?> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getDeclaringClass() == Annotation.class
                    ? type
                    : values.containsKey(method.getName())
                        ? values.get(method.getName())
                        : method.getDefaultValue()));
  }

  /** Checked settings: names and values in turn. */
  static DsmlSettings settings(Object... namesAndValues) {
    return DsmlSettings.of(of(DsmlOptions.class, map(namesAndValues)));
  }

  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> values = new HashMap<>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      values.put((String) namesAndValues[index], namesAndValues[index + 1]);
    }
    return values;
  }
}
