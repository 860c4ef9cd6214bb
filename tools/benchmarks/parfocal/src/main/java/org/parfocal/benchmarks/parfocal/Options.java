package org.parfocal.benchmarks.parfocal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Options of a component as Declarative Services makes them. */
public final class Options {
  private Options() {}

  /** Some values by the names of their methods, and defaults for the rest. */
  public static <T> T of(Class<T> type, Map<String, ?> values) {
    Object options =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object value = values.get(method.getName());
              return value == null ? method.getDefaultValue() : value;
            });
    return type.cast(options);
  }
}
