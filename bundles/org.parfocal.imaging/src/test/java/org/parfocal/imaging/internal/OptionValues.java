package org.parfocal.imaging.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Makes typed options as Declarative Services does: the given values, else the defaults. */
final class OptionValues {
  private OptionValues() {}

  static <T> T of(Class<T> type, Map<String, Object> values) {
    Object options =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object value = values.get(method.getName());
              return value != null ? value : method.getDefaultValue();
            });
    return type.cast(options);
  }
}
