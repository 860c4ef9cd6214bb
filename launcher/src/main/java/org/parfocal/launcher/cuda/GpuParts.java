package org.parfocal.launcher.cuda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts into which GPUs are divided (NVIDIA's multi-instance GPU), each of which has a UUID
 * that does not show whose part it is.
 *
 * @param wholes UUID of the GPU by that of its part
 */
record GpuParts(Map<String, String> wholes) {
  /** How the UUID of a part begins. */
  static final String PREFIX = "MIG-";

  /** What {@code nvidia-smi} is asked for: GPUs, and below each its parts. */
  static final List<String> QUERY = List.of("-L");

  private static final Pattern LINE =
      Pattern.compile("\\s*(?:GPU|MIG) .*\\(UUID: ([A-Za-z0-9/-]+)\\)\\s*");

  GpuParts {
    wholes = Map.copyOf(wholes);
  }

  /** Reads an answer, leaving out lines that name neither a GPU nor a part. */
  static GpuParts of(Commands.Ended answer) {
    Map<String, String> wholes = new LinkedHashMap<>();
    String whole = "";
    for (String line : answer.output().lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        String uuid = matcher.group(1);
        if (!uuid.startsWith(PREFIX)) {
          whole = uuid;
        } else if (!whole.isEmpty()) {
          wholes.put(uuid, whole);
        }
      }
    }
    return new GpuParts(wholes);
  }

  /** The GPU whose part this is; empty if none is, or parts of several begin so. */
  Optional<String> whole(String part) {
    List<String> found =
        wholes.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(part))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
