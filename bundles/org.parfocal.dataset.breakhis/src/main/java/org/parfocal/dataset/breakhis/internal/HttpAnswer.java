package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server's answer to a request for a file or for the rest of one. */
final class HttpAnswer implements AutoCloseable {
  static final int PARTIAL = HttpURLConnection.HTTP_PARTIAL;
  static final int RANGE_NOT_SATISFIABLE = 416;

  private static final int CONNECT_MILLIS = 30_000;
  private static final int STALL_MILLIS = 60_000;
  private static final int REDIRECTS = 5;
  private static final Set<Integer> REDIRECTED = Set.of(301, 302, 303, 307, 308);
  private static final Pattern RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

  private final HttpURLConnection connection;
  private final int status;

  private HttpAnswer(HttpURLConnection connection, int status) {
    this.connection = connection;
    this.status = status;
  }

  /**
   * Asks for a file from a byte on; follows redirects, but never from https to http.
   *
   * @param from first byte wanted
   * @param validator what the bytes before it belong to; empty if that is unknown
   * @throws IOException if no answer came
   */
  static HttpAnswer get(URI location, long from, String validator) throws IOException {
    URI at = location;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
      connection.setInstanceFollowRedirects(false); // the JDK does not go from http to https
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(STALL_MILLIS);
      connection.setRequestProperty("User-Agent", "Parfocal");
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (from > 0) {
        connection.setRequestProperty("Range", "bytes=" + from + "-");
        if (!validator.isEmpty()) {
          connection.setRequestProperty("If-Range", validator);
        }
      }
      int status = connection.getResponseCode();
      String next = connection.getHeaderField("Location");
      if (!REDIRECTED.contains(status) || next == null) {
        return new HttpAnswer(connection, status);
      }
      connection.disconnect();
      at = redirected(at, next);
    }
    throw new IOException("it redirects more than " + REDIRECTS + " times");
  }

  private static URI redirected(URI from, String location) throws IOException {
    try {
      URI to = from.resolve(new URI(location));
      boolean safer = "https".equals(to.getScheme());
      if (!safer && !("http".equals(to.getScheme()) && "http".equals(from.getScheme()))) {
        throw new IOException("it redirects to '%s', which is not followed".formatted(to));
      }
      return to;
    } catch (URISyntaxException e) {
      throw new IOException("it redirects to '%s', which is no address".formatted(location), e);
    }
  }

  int status() {
    return status;
  }

  /** For example {@code 404 Not Found}. */
  String statusLine() throws IOException {
    String message = connection.getResponseMessage();
    return message == null ? Integer.toString(status) : status + " " + message;
  }

  InputStream body() throws IOException {
    return connection.getInputStream();
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
    return status == HttpURLConnection.HTTP_OK ? connection.getContentLengthLong() : -1;
  }

  /** A strong ETag, else the date of change, else nothing. */
  String validator() {
    String tag = header("ETag");
    return !tag.isEmpty() && !tag.startsWith("W/") ? tag : header("Last-Modified");
  }

  private String header(String name) {
    @Nullable String value = connection.getHeaderField(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
