package org.parfocal.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Options as Declarative Services hands them to a component. */
public final class OptionValues {
  private OptionValues() {}

  /**
   * An instance of a component property type.
   *
   * @param type an annotation type
   * @param values by method name; the others have their defaults. An enum may be given by its name
   *     in study files, for example {@code class-and-magnification}
   * @throws IllegalArgumentException if there is no such option
   */
  public static <T extends Annotation> T of(Class<T> type, Map<String, ?> values) {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(
        Arrays.stream(type.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(type.getName() + " has no option " + unknown);
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "annotationType" -> type;
                  case "toString" -> type.getSimpleName() + values;
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> arguments != null && arguments[0] == proxy;
                  default -> value(method, values.get(method.getName()));
                }));
  }

  private static @Nullable Object value(Method method, @Nullable Object given) {
    if (given == null) {
      return method.getDefaultValue();
    }
    return given instanceof String text && method.getReturnType().isEnum()
        ? constant(method.getReturnType(), text)
        : given;
  }

  private static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(name.replace('-', '_')))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " has no " + name));
  }
}
