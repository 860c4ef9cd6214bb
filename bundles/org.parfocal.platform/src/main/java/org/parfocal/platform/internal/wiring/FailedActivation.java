package org.parfocal.platform.internal.wiring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.OutputException;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.PluginException;

/** Reads the stack trace, kept as text by the component runtime, of a component that failed. */
final class FailedActivation {
  private static final Pattern OURS =
      Pattern.compile(
          "org\\.parfocal\\.api\\.(\\w+Exception): (.*?)(?=\\R\\s*at |\\R\\s*\\.\\.\\. |\\RCaused by: |\\z)",
          Pattern.DOTALL);
  private static final Pattern CAUSE =
      Pattern.compile("(?m)^(?:Caused by: )?([\\w.$]+(?:Exception|Error|Throwable))(?:: (.*))?$");

  private FailedActivation() {}

  /** The exception that a user should see: our own as it was thrown, any other with its cause. */
  static ParfocalException of(WiredComponent part, String trace) {
    Matcher ours = OURS.matcher(trace);
    if (ours.find()) {
      return again(ours.group(1), ours.group(2).strip());
    }
    String cause = "it gives no reason";
    Matcher causes = CAUSE.matcher(trace);
    while (causes.find()) {
      String message = causes.group(2);
      cause = message == null ? causes.group(1) : causes.group(1) + ": " + message.strip();
    }
    return new FailedStart(
        "%s (bundle %s %s) failed to start: %s."
            .formatted(
                capitalised(part.title()),
                part.section().plugin().bundle(),
                part.section().plugin().version(),
                cause),
        null);
  }

  static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static ParfocalException again(String type, String message) {
    return switch (type) {
      case "ConfigurationException" -> new ConfigurationException(message);
      case "DatasetException" -> new DatasetException(message);
      case "OutputException" -> new OutputException(message);
      default -> new PluginException(message);
    };
  }
}
