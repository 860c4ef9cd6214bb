package org.parfocal.launcher;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names in a header {@code Export-Package}. */
final class ExportedPackages {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern CLAUSES = Pattern.compile("[,;]");

  private ExportedPackages() {}

  /** The packages; attributes and directives are left out. */
  static Set<String> of(@Nullable String header) {
    return header == null
        ? Set.of()
        : CLAUSES
            .splitAsStream(QUOTED.matcher(header).replaceAll(""))
            .map(String::strip)
            .filter(part -> !part.isEmpty() && !part.contains("="))
            .collect(Collectors.toUnmodifiableSet());
  }
}
