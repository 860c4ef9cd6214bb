package org.parfocal.command.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.parfocal.api.OutputException;

/** Brings a jar from a Maven repository, with a checksum that the repository has of it. */
final class PluginDownload {
  private static final int DONE = 200;
  private static final int ABSENT = 404;
  private static final int LONGEST_SUM = 1024;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Names of files beside the jar, and of what they hold. */
  private static final List<String[]> SUMS =
      List.of(
          new String[] {".sha512", "SHA-512"},
          new String[] {".sha256", "SHA-256"},
          new String[] {".sha1", "SHA-1"});

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(30))
          .build();

  /**
   * Downloads.
   *
   * @param to written
   * @throws OutputException if it is not there, too large, or not what its checksum says
   */
  void fetch(URI jar, Path to) {
    byte[] bytes =
        get(jar, PluginFolder.LARGEST)
            .orElseThrow(() -> new OutputException("There is no %s.".formatted(jar)));
    for (String[] sum : SUMS) {
      Optional<byte[]> written = get(URI.create(jar + sum[0]), LONGEST_SUM);
      if (written.isPresent()) {
        requireEqual(new String(written.get(), StandardCharsets.UTF_8), digest(sum[1], bytes), jar);
        write(bytes, to);
        return;
      }
    }
    throw new OutputException(
        "The repository has no checksum of %s; download the jar yourself, check it, and install the file."
            .formatted(jar));
  }

  private static void requireEqual(String written, String computed, URI jar) {
    String expected = written.strip().split("\\s+", 2)[0];
    if (!expected.equalsIgnoreCase(computed)) {
      throw new OutputException(
          "%s is not what its checksum in the repository says; nothing was installed."
              .formatted(jar));
    }
  }

  private Optional<byte[]> get(URI address, long largest) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() == ABSENT) {
          return Optional.empty();
        }
        if (answer.statusCode() != DONE) {
          throw new IOException("the answer is " + answer.statusCode());
        }
        byte[] bytes = body.readNBytes((int) largest + 1);
        if (bytes.length > largest) {
          throw new IOException("it has more than " + largest + " bytes");
        }
        return Optional.of(bytes);
      }
    } catch (IOException e) {
      throw new OutputException("%s cannot be downloaded: %s.".formatted(address, reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutputException("The download of %s was stopped.".formatted(address), e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(byte[] bytes, Path to) {
    try {
      Files.write(to, bytes);
    } catch (IOException e) {
      throw new OutputException("%s cannot be written: %s.".formatted(to, e.getMessage()), e);
    }
  }
}
