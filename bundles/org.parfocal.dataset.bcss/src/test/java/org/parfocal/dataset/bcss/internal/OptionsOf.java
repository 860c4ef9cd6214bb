package org.parfocal.dataset.bcss.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Options as Declarative Services would give them: the declared defaults under some values. */
final class OptionsOf {
  private OptionsOf() {}

  static <T> T type(Class<T> type, Map<String, ?> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                values.containsKey(method.getName())
                    ? values.get(method.getName())
                    : method.getDefaultValue()));
  }
}
