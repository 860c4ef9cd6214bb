package org.parfocal.augmentation.dcgan.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Options with their defaults, save those that are given by method name. */
final class TestOptions {
  private TestOptions() {}

  static DcganAugmentation.Options with(Map<String, Object> given) {
    Class<DcganAugmentation.Options> type = DcganAugmentation.Options.class;
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                given.getOrDefault(method.getName(), method.getDefaultValue())));
  }
}
