package org.parfocal.core.internal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.core.internal.claim.Claims.Found;
import org.parfocal.core.internal.claim.Claims.State;

@Timeout(60)
class ClaimsTest {
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path study;
  private final AtomicLong clock = new AtomicLong();
  private final List<Claims> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Claims::close);
  }

  private Path folder() {
    return study.resolve("seed-3.attempts");
  }

  /** Whose heart only beats when it is told. */
  private Claims claims() {
    Claims claims = new Claims("", NEVER, Duration.ofSeconds(30), clock::get);
    opened.add(claims);
    return claims;
  }

  /** A claim of a process on another machine, whose clock is an hour ahead. */
  private void foreign(int number, long beats) throws IOException {
    ClaimNote note =
        new ClaimNote(
            "id-" + number,
            "other",
            "another boot pid:[1]",
            1,
            1,
            "",
            beats,
            0.5,
            "epoch 3",
            Instant.now().plus(Duration.ofHours(1)).toString());
    Files.createDirectories(folder());
    Path file = folder().resolve("claim-" + number);
    Files.write(file, Claim.bytes(note));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
  }

  private void wait(int seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private static State state(Claims claims, Path folder) throws IOException {
    return claims.found(folder).map(Found::state).orElseThrow();
  }

  @Test
  void aClaimOfAnotherMachineIsLeftAloneAsLongAsItsCountGoesOn() throws IOException {
    Claims claims = claims();
    for (int beats = 0; beats < 20; beats++) {
      foreign(1, beats);
      assertThat(claims.take(folder())).isEmpty();
      wait(20);
    }
    assertThat(claims.take(folder())).isEmpty();
  }

  @Test
  void aCountThatStandsStillForThirtySecondsOfTheObserverEndsAClaimWhateverItsTimesSay()
      throws IOException {
    foreign(1, 7);
    Claims claims = claims();
    assertThat(claims.take(folder())).isEmpty();
    wait(29);
    assertThat(claims.take(folder())).isEmpty();
    assertThat(state(claims, folder())).isEqualTo(State.UNKNOWN);
    wait(2);
    Claim taken = claims.take(folder()).orElseThrow();
    assertThat(taken.number()).isEqualTo(2);
    assertThat(taken.holds()).isTrue();
  }

  @Test
  void anObserverThatHasJustComeWaitsHoweverOldTheClaimIs() throws IOException {
    foreign(1, 7);
    Files.setLastModifiedTime(folder().resolve("claim-1"), FileTime.from(Instant.EPOCH));
    wait(1_000_000);
    assertThat(claims().take(folder())).isEmpty();
  }

  @Test
  void aClaimOfADeadProcessOfThisMachineEndsAtOnce() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "read line").start();
    Processes here = Processes.here();
    long born = Processes.born(process.pid()).orElseThrow();
    ClaimNote note =
        new ClaimNote("a", here.host(), here.machine(), process.pid(), born, "", 0, 0, "", "");
    Files.createDirectories(folder());
    Files.write(folder().resolve("claim-1"), Claim.bytes(note));
    Claims claims = claims();
    assertThat(claims.take(folder())).isEmpty();
    assertThat(state(claims, folder())).isEqualTo(State.LIVES);
    process.destroyForcibly().waitFor();
    assertThat(claims.take(folder())).isPresent();
  }

  @Test
  void anotherProcessWithTheNumberOfADeadOneIsNotTakenForIt() throws IOException {
    Processes here = Processes.here();
    long own = ProcessHandle.current().pid();
    long born = Processes.born(own).orElseThrow() - 1;
    ClaimNote note = new ClaimNote("a", here.host(), here.machine(), own, born, "", 0, 0, "", "");
    Files.createDirectories(folder());
    Files.write(folder().resolve("claim-1"), Claim.bytes(note));
    assertThat(claims().take(folder())).isPresent();
  }

  @Test
  void ofManyThatTakeOneAtOnceOneGetsIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (int round = 0; round < 30; round++) {
        Path folder = study.resolve("job-" + round);
        List<Callable<Optional<Claim>>> takers = new ArrayList<>();
        for (int taker = 0; taker < 16; taker++) {
          Claims claims = claims();
          takers.add(() -> claims.take(folder));
        }
        int taken = 0;
        for (var each : threads.invokeAll(takers)) {
          taken += each.get().isPresent() ? 1 : 0;
        }
        assertThat(taken).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whoSleptWhileItsClaimWasTakenOverIsInterruptedAndWritesNothingIntoTheNewOne()
      throws IOException {
    Claim slept = claims().take(folder()).orElseThrow();
    slept.interruptWhenLost(Thread.currentThread());
    Claims others = claims();
    assertThat(others.take(folder())).isEmpty();
    wait(31);
    Claim taken = others.take(folder()).orElseThrow();
    String before = text(taken.number());

    slept.progress(0.9, "epoch 9");
    slept.beat();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(slept.worked()).isTrue();
    assertThat(slept.holds()).isFalse();
    slept.close();
    assertThat(taken.holds()).isTrue();
    assertThat(text(taken.number())).isEqualTo(before);
  }

  @Test
  void anOldHolderDoesNotTakeALaterClaimOfItsNumberForItsOwn() throws IOException {
    Claim slept = claims().take(folder()).orElseThrow();
    Files.delete(folder().resolve("claim-1"));
    Claim later = claims().take(folder()).orElseThrow();
    assertThat(later.number()).isEqualTo(1);
    slept.beat();
    assertThat(slept.holds()).isFalse();
    slept.close();
    assertThat(later.holds()).isTrue();
  }

  @Test
  void aHeartbeatTellsOthersHowFarTheWorkIs() throws IOException {
    Claim claim = claims().take(folder()).orElseThrow();
    claim.progress(0.25, "epoch 1 of 4");
    claim.beat();
    ClaimNote note = claims().found(folder()).map(Found::note).orElseThrow();
    assertThat(note.share()).isEqualTo(0.25);
    assertThat(note.what()).isEqualTo("epoch 1 of 4");
    assertThat(note.beats()).isEqualTo(1);
    assertThat(Files.size(folder().resolve("claim-1"))).isEqualTo(ClaimNote.BYTES);
  }

  @Test
  void whatIsGivenUpCanBeTakenAndLeavesNothing() throws IOException {
    claims().take(folder()).orElseThrow().close();
    assertThat(folder()).doesNotExist();
    assertThat(claims().take(folder())).isPresent();
  }

  @Test
  void whatIsNoClaimIsNotTakenForOneOfADeadProcess() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("claim-1"), "somebody's own", StandardCharsets.UTF_8);
    Claims claims = claims();
    assertThat(claims.take(folder())).isEmpty();
    wait(31);
    assertThat(claims.take(folder()).orElseThrow().number()).isEqualTo(2);
    assertThat(folder().resolve("claim-1")).hasContent("somebody's own");
  }

  private String text(int number) throws IOException {
    return Files.readString(folder().resolve("claim-" + number));
  }
}
