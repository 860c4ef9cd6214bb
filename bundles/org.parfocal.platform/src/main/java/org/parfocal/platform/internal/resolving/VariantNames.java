package org.parfocal.platform.internal.resolving;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** Names of variants, which are also names of folders. */
final class VariantNames {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._,=+-]{0,179}");
  private static final Pattern UNSAFE_CHARACTER = Pattern.compile("[^A-Za-z0-9._,+-]");
  private static final List<String> RESERVED_ENDINGS =
      List.of(".yaml", ".json", ".csv", ".md", ".");
  private static final int LONGEST_VALUE = 40;
  private static final int LONGEST = 150;

  private VariantNames() {}

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(VariantNames::text).collect(Collectors.joining("+"));
    }
    return value instanceof ImmutableNode plugins
        ? text(plugins.getChildren().stream().map(ImmutableNode::getNodeName).toList())
        : String.valueOf(value);
  }

  /** Whether a folder may be called so on every system, beside the result files. */
  static boolean isSafe(String name) {
    String lowered = name.toLowerCase(Locale.ROOT);
    return SAFE.matcher(name).matches() && RESERVED_ENDINGS.stream().noneMatch(lowered::endsWith);
  }

  /** {@code variant,model.lambda-max=0.1}; a number is added where that would not be unique. */
  static String with(String variant, String key, Object value, Set<String> taken) {
    String text = text(value);
    String safe = UNSAFE_CHARACTER.matcher(text).replaceAll("_");
    if (safe.length() > LONGEST_VALUE) {
      // The end of a path distinguishes better than its beginning.
      safe = safe.substring(safe.length() - LONGEST_VALUE);
    }
    String name = variant + "," + key + "=" + safe;
    if (name.length() > LONGEST) {
      name = name.substring(0, LONGEST);
    }
    if (!isSafe(name)) {
      name += "_";
    }
    return unique(name, taken);
  }

  /** The name, with a number where it is taken. */
  static String unique(String name, Set<String> taken) {
    String unique = name;
    for (int number = 2; taken.contains(unique); number++) {
      unique = name + "+" + number;
    }
    return unique;
  }
}
