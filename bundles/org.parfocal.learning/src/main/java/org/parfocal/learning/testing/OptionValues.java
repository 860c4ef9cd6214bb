package org.parfocal.learning.testing;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.stream.Stream;
import org.parfocal.api.Choice;

/** Options as Declarative Services hands them over. */
public final class OptionValues {
  private OptionValues() {}

  /**
   * An instance of a component property type.
   *
   * @param type an annotation type
   * @param values by method name, choices as study files write them; the others have their defaults
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
              return value == null
                  ? method.getDefaultValue()
                  : typed(method.getReturnType(), value);
            }));
  }

  private static Object typed(Class<?> type, Object value) {
    return type.isEnum() && value instanceof String
        ? Stream.of(type.getEnumConstants())
            .filter(constant -> Choice.name((Enum<?>) constant).equals(value))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no choice: " + value))
        : value;
  }
}
