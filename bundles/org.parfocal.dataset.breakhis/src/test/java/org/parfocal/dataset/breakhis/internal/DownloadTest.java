package org.parfocal.dataset.breakhis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final int BYTES = 100_000;

  @TempDir Path folder;
  private final byte[] content = new byte[BYTES];
  private final FlakyServer server;

  DownloadTest() throws IOException {
    new Random(5).nextBytes(content);
    server = new FlakyServer(content);
  }

  @AfterEach
  void stop() {
    server.silent = false;
    server.close();
  }

  @Test
  void goesOnAfterTheServerFellSilent() throws IOException {
    halfThenSilence();

    download(Duration.ofSeconds(3)).from(server.uri("/file"));

    assertThat(folder.resolve("file")).hasBinaryContent(content);
    assertThat(server.requests).containsExactly("null", "bytes=" + BYTES / 2 + "-");
  }

  @Test
  void givesUpOnAServerThatStaysSilent() throws IOException {
    halfThenSilence();
    server.breakAfter = 0;
    server.breaks = Integer.MAX_VALUE;

    assertThatThrownBy(() -> download(Duration.ofMillis(100)).from(server.uri("/file")))
        .isInstanceOf(IOException.class)
        .hasMessage("nothing came for 0 s after 0 bytes, which are kept");
    assertThat(server.requests).hasSize(5);
  }

  @Test
  void stopsAtAnInterruptWhileItWaits() throws IOException {
    halfThenSilence();
    Thread waiting = Thread.currentThread();
    List<Double> shares = new ArrayList<>();

    assertThatThrownBy(
            () ->
                new Download(
                        folder.resolve("file"),
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        share -> {
                          shares.add(share);
                          waiting.interrupt();
                        })
                    .from(server.uri("/file")))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(shares).containsExactly(0.5);
    assertThat(Files.size(folder.resolve("file.part"))).isEqualTo(BYTES / 2);
  }

  @Test
  void saysWhereARedirectionLedThatIsNotFollowed() {
    assertThatThrownBy(() -> download(Duration.ofSeconds(30)).from(server.uri("/circle")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it answered with status 302 and points to ")
        .hasMessageEndingWith("/circle, which is not followed");
  }

  private Download download(Duration stall) {
    return new Download(folder.resolve("file"), Duration.ZERO, stall, share -> {});
  }

  private void halfThenSilence() {
    server.breakAfter = BYTES / 2;
    server.breaks = 1;
    server.silent = true;
  }
}
