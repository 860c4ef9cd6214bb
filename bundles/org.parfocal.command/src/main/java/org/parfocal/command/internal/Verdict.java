package org.parfocal.command.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parfocal.command.internal.Finding.Level;
import org.parfocal.core.text.Json;

/**
 * What the findings of a check-up come to.
 *
 * @param failures what keeps studies from running
 * @param warnings what makes them slower or lack something
 */
record Verdict(long failures, long warnings) {
  static Verdict of(List<Finding> findings) {
    return new Verdict(count(findings, Level.FAIL), count(findings, Level.WARN));
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  String sentence() {
    if (failures > 0) {
      return "Not ready: mend what is marked fail (%d), then run parfocal doctor again."
          .formatted(failures);
    }
    return warnings > 0
        ? "Ready to run studies; what is marked warn (%d) can be better.".formatted(warnings)
        : "Ready to run studies.";
  }

  Map<String, @Nullable Object> members(List<Finding> findings) {
    return Json.members(
        "ready",
        failures == 0,
        "failures",
        failures,
        "warnings",
        warnings,
        "findings",
        findings.stream()
            .map(
                one ->
                    Json.members(
                        "level", one.level().word(), "what", one.what(), "told", one.told()))
            .toList());
  }
}
