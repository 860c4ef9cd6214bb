package org.parfocal.core.internal.claim;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The claims that one process makes, and what it saw of those of others.
 *
 * <p>A holder counts up in its claim. Another process calls the claim stale when the count stood
 * still for as long as {@link #PATIENCE} by its own clock, which only counts seconds: times of
 * other machines, and of files, decide nothing. A holder of the same machine whose process has
 * ended is known to be gone at once.
 */
public final class Claims implements AutoCloseable {
  /** Between two heartbeats. */
  public static final Duration BEAT = Duration.ofSeconds(3);

  /** How long a claim without a heartbeat is left alone. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String worker;
  private final Duration patience;
  private final LongSupplier clock;
  private final Map<Path, Seen> seen = new ConcurrentHashMap<>();
  private final Set<Claim> held = ConcurrentHashMap.newKeySet();
  private final List<Runnable> watches = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService heart;
  private final Processes processes = Processes.here();

  /** A claim of another, and since when it stands like that. */
  private record Seen(int number, String text, long since) {}

  /**
   * A claim as it was found.
   *
   * @param number its number
   * @param note what it says; null if that cannot be read
   * @param state what is known of its holder
   */
  public record Found(int number, @Nullable ClaimNote note, State state) {
    /** Who holds it, in words. */
    public String holder() {
      return note == null ? "its process is not known" : note.holder();
    }
  }

  /** What is known of the holder of a claim. */
  public enum State {
    /** It showed a heartbeat since it was looked at first, or is a process of this machine. */
    LIVES,
    /** It has not yet been looked at for long enough. */
    UNKNOWN,
    /** It ended, or showed no heartbeat for too long. */
    STALE
  }

  /**
   * Claims nothing yet.
   *
   * @param worker name that an executor gave this process; or empty
   */
  public Claims(String worker) {
    this(worker, BEAT, PATIENCE, System::nanoTime);
  }

  /**
   * With other times.
   *
   * @param clock in nanoseconds
   */
  public Claims(String worker, Duration beat, Duration patience, LongSupplier clock) {
    this.worker = ClaimNote.cut(worker);
    this.patience = patience;
    this.clock = clock;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "parfocal-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    heart.scheduleWithFixedDelay(this::beat, beat.toNanos(), beat.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void beat() {
    held.forEach(Claim::beat);
    watches.forEach(Runnable::run);
  }

  /** Looks after something with each heartbeat, in another thread. */
  public void eachBeat(Runnable watch) {
    watches.add(watch);
  }

  /**
   * Claims what a folder stands for.
   *
   * @param folder of the claims on it; made if need be
   * @return empty if another process holds it, or may
   */
  public Optional<Claim> take(Path folder) throws IOException {
    Optional<Found> other = found(folder);
    if (other.isPresent() && other.get().state() != State.STALE) {
      return Optional.empty();
    }
    int number = other.map(Found::number).orElse(0) + 1;
    ClaimFolder claims = new ClaimFolder(folder);
    ClaimNote note = note();
    if (!claims.make(number, Claim.bytes(note))) {
      return Optional.empty();
    }
    Claim claim = new Claim(this, claims, number, note);
    seen.remove(folder);
    held.add(claim);
    return Optional.of(claim);
  }

  /** The claim that stands on something; empty if there is none. Looking changes nothing. */
  public Optional<Found> found(Path folder) throws IOException {
    ClaimFolder claims = new ClaimFolder(folder);
    int number = claims.highest();
    String text = number == 0 ? null : claims.text(number);
    if (text == null) {
      seen.remove(folder);
      return Optional.empty();
    }
    ClaimNote note = parsed(text);
    Seen before = seen.get(folder);
    boolean same = before != null && before.number() == number && before.text().equals(text);
    if (!same) {
      seen.put(folder, new Seen(number, text, clock.getAsLong()));
    }
    return Optional.of(new Found(number, note, state(note, before, number, same)));
  }

  /** What all claims on something say, the stale ones among them. */
  public List<ClaimNote> notes(Path folder) throws IOException {
    ClaimFolder claims = new ClaimFolder(folder);
    List<ClaimNote> notes = new ArrayList<>();
    for (int number = claims.highest(); number > 0; number--) {
      String text = claims.text(number);
      ClaimNote note = text == null ? null : parsed(text);
      if (note != null) {
        notes.add(note);
      }
    }
    return notes;
  }

  private State state(@Nullable ClaimNote note, @Nullable Seen before, int number, boolean same) {
    if (note != null && processes.ended(note)) {
      return State.STALE;
    }
    if (same && before != null && clock.getAsLong() - before.since() >= patience.toNanos()) {
      return State.STALE;
    }
    boolean beats = before != null && before.number() == number && !same;
    return beats || note != null && processes.lives(note) ? State.LIVES : State.UNKNOWN;
  }

  private static @Nullable ClaimNote parsed(String text) {
    try {
      return ClaimNote.parse(text);
    } catch (IOException e) {
      return null; // half of a heartbeat, or nothing of ours: how long it stands like that decides
    }
  }

  private ClaimNote note() {
    long pid = ProcessHandle.current().pid();
    return new ClaimNote(
        UUID.randomUUID().toString(),
        processes.host(),
        processes.machine(),
        pid,
        Processes.born(pid).orElse(0),
        worker,
        0,
        0,
        "",
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  void forget(Claim claim) {
    held.remove(claim);
  }

  /** Ends the heartbeat; claims that were not given up go stale. */
  @Override
  public void close() {
    heart.shutdownNow();
  }
}
