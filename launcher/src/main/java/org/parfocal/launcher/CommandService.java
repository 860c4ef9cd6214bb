package org.parfocal.launcher;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/** Finds the service that a command line is handed to. */
final class CommandService {
  private static final String FILTER =
      "(&(objectClass=java.util.function.ToIntFunction)(parfocal.command=main))";
  private static final long STEP_MILLIS = 100;
  private static final long LIMIT_MILLIS = 60_000;

  private CommandService() {}

  /**
   * Returns the service, waiting only as long as a bundle is still starting.
   *
   * @throws LaunchException if it does not start; the message says why
   */
  @SuppressWarnings("unchecked") // the property parfocal.command promises the argument's type
  static ToIntFunction<String[]> find(BundleContext context)
      throws LaunchException, InterruptedException {
    ServiceTracker<Object, Object> tracker;
    try {
      tracker = new ServiceTracker<>(context, FrameworkUtil.createFilter(FILTER), null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
    tracker.open();
    long limit = System.nanoTime() + LIMIT_MILLIS * 1_000_000;
    Object service = tracker.getService();
    while (service == null && isStarting(context) && System.nanoTime() < limit) {
      service = tracker.waitForService(STEP_MILLIS);
    }
    if (service == null) {
      throw new LaunchException(
          "The command line of Parfocal does not start: %s."
              .formatted(new MissingComponent(context).reason()));
    }
    return (ToIntFunction<String[]>) service;
  }

  private static boolean isStarting(BundleContext context) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getHeaders("").get("Bundle-ActivationPolicy") == null)
        .anyMatch(bundle -> bundle.getState() == Bundle.STARTING);
  }
}
