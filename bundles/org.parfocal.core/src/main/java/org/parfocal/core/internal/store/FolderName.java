package org.parfocal.core.internal.store;

import java.nio.charset.StandardCharsets;
import org.parfocal.api.Sha256;

/**
 * Turns a variant's or a fold's name into a folder's name that cannot leave its parent: anything
 * but letters, digits and {@code . _ , = + -} is written as {@code %XX}, different names stay
 * different.
 */
final class FolderName {
  private static final String ALLOWED = "._,=+-";
  private static final int MAX_LENGTH = 150;

  private FolderName() {}

  static String of(String name) {
    StringBuilder safe = new StringBuilder();
    for (byte unit : name.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (unit & 0xff);
      boolean letter =
          character >= 'a' && character <= 'z'
              || character >= 'A' && character <= 'Z'
              || character >= '0' && character <= '9';
      boolean leadingDot = character == '.' && safe.length() == 0;
      if (letter || ALLOWED.indexOf(character) >= 0 && !leadingDot) {
        safe.append(character);
      } else {
        safe.append('%').append("%02X".formatted(unit & 0xff));
      }
    }
    return safe.length() <= MAX_LENGTH
        ? safe.toString()
        : safe.substring(0, MAX_LENGTH - 17) + "~" + Sha256.of(name).substring(0, 16);
  }
}
