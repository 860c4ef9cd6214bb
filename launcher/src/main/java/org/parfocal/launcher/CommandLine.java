package org.parfocal.launcher;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The launcher's own options, which stand at the front of a command line.
 *
 * @param verbose whether the log tells more
 * @param device where networks are computed
 * @param rest for the command
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record CommandLine(boolean verbose, Device device, String[] rest) {
  private static final String VERBOSE = "--verbose";

  /**
   * Takes them apart.
   *
   * @param environment variables of the process
   * @throws LaunchException if a device is not named, or not known
   */
  static CommandLine of(String[] arguments, Map<String, String> environment)
      throws LaunchException {
    String variable = environment.getOrDefault(Device.VARIABLE, "");
    Device device =
        variable.isBlank()
            ? Device.AUTO
            : Device.of(variable, "The environment variable " + Device.VARIABLE);
    boolean verbose = false;
    int next = 0;
    while (next < arguments.length) {
      Optional<String> attached = attached(arguments[next]);
      if (arguments[next].equals(VERBOSE)) {
        verbose = true;
      } else if (attached.isPresent()) {
        device = Device.of(attached.get(), Device.OPTION);
      } else if (arguments[next].equals(Device.OPTION)) {
        next++;
        device = Device.of(next < arguments.length ? arguments[next] : "", Device.OPTION);
      } else {
        break;
      }
      next++;
    }
    return new CommandLine(verbose, device, Arrays.copyOfRange(arguments, next, arguments.length));
  }

  /** The device of {@code --device=cuda}. */
  private static Optional<String> attached(String argument) {
    String start = Device.OPTION + "=";
    return argument.startsWith(start)
        ? Optional.of(argument.substring(start.length()))
        : Optional.empty();
  }
}
