package org.parfocal.dataset.breakhis.internal;

import java.net.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says of a file, or of the rest of one.
 *
 * @param status HTTP status code
 * @param headers header fields
 */
record HttpAnswer(int status, HttpHeaders headers) {
  static final int OK = 200;
  static final int PARTIAL = 206;
  static final int RANGE_NOT_SATISFIABLE = 416;

  private static final Pattern RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

  /** Whether the same request may be answered otherwise a little later. */
  boolean isTemporary() {
    return status >= 500 || status == 429;
  }

  /** The first byte that a partial answer holds; -1 if it does not say. */
  long first() {
    Matcher matcher = RANGE.matcher(header("Content-Range"));
    return matcher.matches() && matcher.group(1) != null ? Long.parseLong(matcher.group(1)) : -1;
  }

  /** Bytes of the whole file; -1 if the answer does not say. */
  long total() {
    Matcher matcher = RANGE.matcher(header("Content-Range"));
    if (matcher.matches()) {
      String total = matcher.group(2);
      return total == null || total.equals("*") ? -1 : Long.parseLong(total);
    }
    String length = header("Content-Length");
    return status == OK && length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
  }

  /** A strong ETag, else the date of change, else nothing. */
  String validator() {
    String tag = header("ETag");
    return !tag.isEmpty() && !tag.startsWith("W/") ? tag : header("Last-Modified");
  }

  /** For example {@code status 404}. */
  @Override
  public String toString() {
    String location = header("Location");
    return location.isEmpty()
        ? "status " + status
        : "status %d and points to %s, which is not followed".formatted(status, location);
  }

  private String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
