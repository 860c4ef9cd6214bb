package org.parfocal.protocol.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Option annotations with some values given and the others at their defaults. */
final class OptionValues {
  private OptionValues() {}

  static <T extends Annotation> T of(Class<T> type, Map<String, Object> values) {
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
