package org.parfocal.core.internal.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.JobContext.Turn;
import org.parfocal.core.internal.claim.Claims;

@Timeout(60)
class CacheTurnsTest {
  private static final String WORK = "embeddings 0123";
  private static final int WORKERS = 4;

  @TempDir Path cache;
  private final List<Claims> opened = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    opened.forEach(Claims::close);
  }

  /** Those of one process. */
  private CacheTurns turns() {
    Claims claims = new Claims("");
    opened.add(claims);
    return new CacheTurns(claims);
  }

  private Turn turn() {
    return turns().take(cache, WORK, () -> {});
  }

  @Test
  void ofAllWhoWantOneThingOneComputesItAndTheOthersReadIt() throws Exception {
    AtomicInteger computed = new AtomicInteger();
    Path result = cache.resolve("result");
    Callable<String> wanting =
        () -> {
          try (Turn turn = turn()) {
            if (!Files.exists(result)) {
              computed.incrementAndGet();
              Thread.sleep(300);
              Files.writeString(result, "42");
            }
          }
          return Files.readString(result);
        };
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      for (Future<String> read : workers.invokeAll(Collections.nCopies(WORKERS, wanting))) {
        assertThat(read.get()).isEqualTo("42");
      }
    } finally {
      workers.shutdownNow();
    }
    assertThat(computed).hasValue(1);
    assertThat(claims()).isEmpty();
  }

  @Test
  void otherWorkGoesOnMeanwhile() {
    try (Turn held = turn();
        Turn other = turns().take(cache, "embeddings 4567", () -> {})) {
      assertThat(held).isNotSameAs(other);
    }
  }

  @Test
  void aHolderThatWasKilledIsNotWaitedFor() throws IOException {
    try (Turn held = turn()) {
      kill(claims().get(0));
      AtomicInteger waited = new AtomicInteger();
      turns().take(cache, WORK, waited::incrementAndGet).close();
      assertThat(waited).hasValue(0);
    }
  }

  @Test
  void whatAKilledHolderLeftIsRemovedAlsoWhereNobodyWantsThatTurn() throws IOException {
    turn(); // not given back
    kill(claims().get(0));

    turns().take(cache, "embeddings 4567", () -> {}).close();

    assertThat(cache.resolve(CacheTurns.FOLDER)).doesNotExist();
  }

  @Test
  void whatALivingHolderHasIsLeftAlone() throws IOException {
    try (Turn held = turn()) {
      turns().take(cache, "embeddings 4567", () -> {}).close();

      assertThat(claims()).hasSize(1);
    }
  }

  @Test
  void whoWaitsCanBeStopped() {
    try (Turn held = turn()) {
      CacheTurns other = turns();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> other.take(cache, WORK, () -> {}))
          .isInstanceOf(CancellationException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsNotWaitedFor() throws IOException {
    Files.writeString(cache.resolve(CacheTurns.FOLDER), "a file");
    AtomicInteger waited = new AtomicInteger();
    try (Turn first = turn();
        Turn second = turns().take(cache, WORK, waited::incrementAndGet)) {
      assertThat(waited).hasValue(0);
    }
  }

  /** As if the process of this number had begun at another time, and so were another one. */
  private static void kill(Path claim) throws IOException {
    String text = Files.readString(claim);
    Files.writeString(claim, text.replaceFirst("(\"born\" ?: ?)[0-9]+", "$11"));
  }

  private List<Path> claims() throws IOException {
    if (!Files.exists(cache.resolve(CacheTurns.FOLDER))) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(cache.resolve(CacheTurns.FOLDER))) {
      return tree.filter(Files::isRegularFile).toList();
    }
  }
}
