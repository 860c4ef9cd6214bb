package org.parfocal.command.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.parfocal.api.OutputException;

/** Brings a jar from a Maven repository, with a checksum that the repository has of it. */
final class PluginDownload {
  private static final int DONE = 200;
  private static final int ABSENT = 404;
  private static final int LONGEST_SUM = 1024;
  private static final int PIECE = 1 << 16;
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
    try (OutputStream file = opened(to)) {
      if (!get(jar, PluginFolder.LARGEST, file)) {
        throw new OutputException("There is no %s.".formatted(jar));
      }
    } catch (IOException e) {
      throw cannotWrite(to, e);
    }
    for (String[] sum : SUMS) {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      if (get(URI.create(jar + sum[0]), LONGEST_SUM, written)) {
        requireEqual(written.toString(StandardCharsets.UTF_8), digest(sum[1], to), jar);
        return;
      }
    }
    throw new OutputException(
        "The repository has no checksum of %s; download the jar yourself, check it, and install the file."
            .formatted(jar));
  }

  private static OutputStream opened(Path file) {
    try {
      return Files.newOutputStream(file);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static void requireEqual(String written, String computed, URI jar) {
    String expected = written.strip().split("\\s+", 2)[0];
    if (!expected.equalsIgnoreCase(computed)) {
      throw new OutputException(
          "%s is not what its checksum in the repository says; nothing was installed."
              .formatted(jar));
    }
  }

  /** Writes what is at an address; returns whether there is anything. */
  private boolean get(URI address, long largest, OutputStream to) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() == ABSENT) {
          return false;
        }
        if (answer.statusCode() != DONE) {
          throw new IOException("the answer is " + answer.statusCode());
        }
        copy(body, largest, to);
        return true;
      }
    } catch (IOException e) {
      throw new OutputException("%s cannot be downloaded: %s.".formatted(address, reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutputException("The download of %s was stopped.".formatted(address), e);
    }
  }

  private static void copy(InputStream from, long largest, OutputStream to) throws IOException {
    byte[] piece = new byte[PIECE];
    long all = 0;
    for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
      all += read;
      if (all > largest) {
        throw new IOException("it has more than " + largest + " bytes");
      }
      to.write(piece, 0, read);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String digest(String algorithm, Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new OutputException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OutputException cannotWrite(Path file, IOException e) {
    return new OutputException("%s cannot be written: %s.".formatted(file, e.getMessage()), e);
  }
}
