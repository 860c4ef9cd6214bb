package org.parfocal.benchmarks.parfocal;

import java.lang.reflect.Proxy;
import org.osgi.framework.BundleContext;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.nd4j.internal.Activator;

/** Starts ND4J without a framework, but exactly as the bundle does. */
final class EngineStart {
  private EngineStart() {}

  /** Lets the bundle's activator choose the native build, and starts that. */
  static NativeBuild asInTheFramework() {
    NativeBuild[] registered = new NativeBuild[1];
    BundleContext context =
        (BundleContext)
            Proxy.newProxyInstance(
                EngineStart.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("registerService")) {
                    registered[0] = (NativeBuild) arguments[1];
                    return null;
                  }
                  throw new UnsupportedOperationException(method.toString());
                });
    new Activator().start(context);
    registered[0].start();
    return registered[0];
  }
}
