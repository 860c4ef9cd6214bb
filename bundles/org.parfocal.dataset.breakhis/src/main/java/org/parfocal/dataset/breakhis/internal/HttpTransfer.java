package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** Asks a server for a file, or for the rest of one, and watches it grow on disk. */
final class HttpTransfer {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final long WATCH_MILLIS = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL) // never from https to http
          .connectTimeout(CONNECT)
          .build();

  private final Path file;
  private final Duration stall;
  private final LongConsumer growth;

  /**
   * Prepares transfers.
   *
   * @param file where the answer's bytes are stored
   * @param stall how long a server may send nothing
   * @param growth is given the file's size whenever it has grown
   */
  HttpTransfer(Path file, Duration stall, LongConsumer growth) {
    this.file = file;
    this.stall = stall;
    this.growth = growth;
  }

  /** Bytes of the file so far. */
  long stored() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /**
   * Asks for a file from a byte on, and waits for the end of the answer.
   *
   * @param from first byte wanted
   * @param validator what the bytes before it belong to; empty if that is unknown
   * @param handler stores the bytes
   * @throws IOException if there is no answer, it breaks off, or nothing comes for too long
   */
  HttpAnswer get(URI location, long from, String validator, BodyHandler<Path> handler)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(location)
            .header("User-Agent", "Parfocal")
            .header("Accept-Encoding", "identity");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
      if (!validator.isEmpty()) {
        request.header("If-Range", validator);
      }
    }
    CompletableFuture<HttpResponse<Path>> response = client.sendAsync(request.build(), handler);
    try {
      return ended(response);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw e.getCause() instanceof IOException broken ? broken : new IOException(e);
    } finally {
      response.cancel(true);
    }
  }

  private HttpAnswer ended(CompletableFuture<HttpResponse<Path>> response)
      throws IOException, InterruptedException, ExecutionException {
    long before = stored();
    long lastSign = System.nanoTime();
    while (true) {
      try {
        HttpResponse<Path> ended = response.get(WATCH_MILLIS, TimeUnit.MILLISECONDS);
        return new HttpAnswer(ended.statusCode(), ended.headers());
      } catch (TimeoutException e) {
        long now = stored();
        if (now != before) {
          before = now;
          lastSign = System.nanoTime();
          growth.accept(now);
        } else if (System.nanoTime() - lastSign > stall.toNanos()) {
          throw new HttpTimeoutException("nothing came for %d s".formatted(stall.toSeconds()));
        }
      }
    }
  }
}
