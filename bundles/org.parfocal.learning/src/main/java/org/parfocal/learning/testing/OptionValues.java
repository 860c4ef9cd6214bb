package org.parfocal.learning.testing;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Options as Declarative Services hands them over. */
public final class OptionValues {
  private OptionValues() {}

  /**
   * An instance of a component property type.
   *
   * @param type an annotation type
   * @param values by method name; the others have their defaults
   */
  public static <T extends Annotation> T of(Class<T> type, Map<String, ?> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Annotation.class) {
                return type;
              }
              Object value = values.get(method.getName());
              return value == null ? method.getDefaultValue() : value;
            }));
  }
}
