package org.parfocal.api;

/**
 * Text from data sets, study files and plugins made fit to be shown: what steers a terminal or
 * turns the order of letters round is written as its code, {@code \\u001b}, which JSON reads as the
 * same character. Line ends and tabs stay.
 */
public final class Printable {
  private Printable() {}

  /** The text, its control characters written out. */
  public static String of(String text) {
    if (text.chars().noneMatch(Printable::steers)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    for (char letter : text.toCharArray()) {
      if (steers(letter)) {
        shown.append("\\u%04x".formatted((int) letter));
      } else {
        shown.append(letter);
      }
    }
    return shown.toString();
  }

  /** Whether a character is a control character other than line feed and tab. */
  public static boolean isControl(int letter) {
    return Character.isISOControl(letter) && letter != '\n' && letter != '\t';
  }

  private static boolean steers(int letter) {
    return isControl(letter)
        || letter >= 0x202a && letter <= 0x202e
        || letter >= 0x2066 && letter <= 0x2069
        || letter == 0x200e
        || letter == 0x200f
        || letter == 0x2028
        || letter == 0x2029;
  }
}
