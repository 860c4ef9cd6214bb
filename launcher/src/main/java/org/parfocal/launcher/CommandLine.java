package org.parfocal.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The launcher's own options, which stand anywhere on a command line.
 *
 * @param verbose whether the log is more detailed
 * @param device where networks are computed
 * @param programs files, and folders of them, that a study may start
 * @param rest for the command
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record CommandLine(boolean verbose, Device device, List<Path> programs, String[] rest) {
  private static final String VERBOSE = "--verbose";

  /**
   * Parses them.
   *
   * @param environment variables of the process
   * @throws LaunchException if a device is not named, or not known, or a program is none
   */
  static CommandLine of(String[] arguments, Map<String, String> environment)
      throws LaunchException {
    String variable = environment.getOrDefault(Device.VARIABLE, "");
    Device device =
        variable.isBlank()
            ? Device.AUTO
            : Device.of(variable, "The environment variable " + Device.VARIABLE);
    List<Path> programs = new ArrayList<>(Programs.of(environment));
    boolean verbose = false;
    List<String> rest = new ArrayList<>();
    for (int next = 0; next < arguments.length; next++) {
      Optional<String> attached = attached(Device.OPTION, arguments[next]);
      Optional<String> program = attached(Programs.OPTION, arguments[next]);
      if (arguments[next].equals(VERBOSE)) {
        verbose = true;
      } else if (attached.isPresent()) {
        device = Device.of(attached.get(), Device.OPTION);
      } else if (arguments[next].equals(Device.OPTION)) {
        next++;
        device = Device.of(next < arguments.length ? arguments[next] : "", Device.OPTION);
      } else if (program.isPresent()) {
        programs.add(Programs.path(program.get(), Programs.OPTION));
      } else if (arguments[next].equals(Programs.OPTION)) {
        next++;
        programs.add(
            Programs.path(next < arguments.length ? arguments[next] : "", Programs.OPTION));
      } else {
        rest.add(arguments[next]);
      }
    }
    return new CommandLine(verbose, device, List.copyOf(programs), rest.toArray(String[]::new));
  }

  /** The value of {@code --device=cuda}. */
  private static Optional<String> attached(String option, String argument) {
    String start = option + "=";
    return argument.startsWith(start)
        ? Optional.of(argument.substring(start.length()))
        : Optional.empty();
  }
}
