package org.parfocal.dataset.synthetic.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Options with the declared defaults, save those that a test sets. */
final class TestOptions {
  private final Map<String, Object> values = new HashMap<>();

  TestOptions set(String name, Object value) {
    values.put(name, value);
    return this;
  }

  SyntheticReader.Options build() {
    return (SyntheticReader.Options)
        Proxy.newProxyInstance(
            SyntheticReader.Options.class.getClassLoader(),
            new Class<?>[] {SyntheticReader.Options.class},
            (proxy, method, arguments) -> value(method));
  }

  SyntheticReader reader() {
    return new SyntheticReader(build());
  }

  private Object value(Method method) {
    return values.getOrDefault(method.getName(), method.getDefaultValue());
  }
}
