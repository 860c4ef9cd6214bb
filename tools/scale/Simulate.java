import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Many workers on one study, as far as the file system sees them: WORKERS JOBS FOLDER.
 *
 * <p>First the files of a job's claim, attempt and publication are made, renamed and removed in a real folder, job after job, and timed. Then
 * workers, jobs and a file server that does so many operations a second, one after the other, are simulated event by event. What each step
 * takes in operations was counted on the real program by tools/scale/operations; looks at jobs of others are counted in its source.
 */
public final class Simulate {
  /** Operations until a job that is free begins to learn, and from its end until its claim is gone. */
  private static final int BEGIN = 100;

  private static final int END = 200;

  /** A look at a job that is done, at one that another works on, and a heartbeat with the looks that go with it. */
  private static final int DONE = 4;

  private static final int HELD = 10;
  private static final int BEAT = 15;
  private static final double BEAT_SECONDS = 3;
  private static final double PATIENCE_SECONDS = 30;

  /** What the run that follows does in each look for each folder of jobs, and for each job in work. */
  private static final int FOLDER = 3;

  private static final int IN_WORK = 8;
  private static final double LOOK_SECONDS = 0.5;
  private static final int SEEDS = 100;

  /** One process that waits for each answer cannot take more of a server than this. */
  private static final double SHARE_OF_ONE = 0.2;

  /** So many looks at jobs are one event. */
  private static final int AT_ONCE = 100;

  private final int workers;
  private final int jobs;
  private final double seconds;
  private final boolean elsewhere;
  private final Random random = new Random(1);
  private final double[] ends;
  private double claims;
  private double looks;
  private double beats;
  private double follows;
  private double server;
  private double longest;

  private Simulate(int workers, int jobs, double seconds, boolean elsewhere) {
    this.workers = workers;
    this.jobs = jobs;
    this.seconds = seconds;
    this.elsewhere = elsewhere;
    ends = new double[jobs];
  }

  private record Event(double time, int worker) {}

  public static void main(String[] arguments) throws IOException {
    int workers = Integer.parseInt(arguments[0]);
    int jobs = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory(Path.of(arguments[2]), "simulate");
    try {
      real(folder, Math.min(jobs, 2000));
    } finally {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    System.out.printf("%n%d workers, %d jobs; each worker that meets one goes on elsewhere, or (in order) with the next%n", workers, jobs);
    System.out.println("seconds a job | operations/s | order     | operations a job: claims, looks, heartbeats, following | time / ideal | longest wait");
    for (double seconds : new double[] {10, 60, 600}) {
      for (double rate : new double[] {5_000, 20_000, 100_000}) {
        for (boolean elsewhere : new boolean[] {false, true}) {
          new Simulate(workers, jobs, seconds, elsewhere).run(rate);
        }
      }
    }
  }

  /** The study once, on a server of so many operations a second. */
  private void run(double rate) {
    int[] next = new int[workers];
    int[] visited = new int[workers];
    boolean[] jumped = new boolean[workers];
    double[] running = new double[workers];
    Arrays.fill(ends, Double.POSITIVE_INFINITY);
    PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingDouble(Event::time));
    for (int worker = 0; worker < workers; worker++) {
      events.add(new Event(worker * 1e-6, worker));
    }
    double nextBeat = 0;
    double now = 0;
    double last = 0;
    int working = workers;
    while (!events.isEmpty() && now < 1e7) {
      Event event = events.poll();
      now = event.time();
      while (nextBeat <= now) {
        double beat = (double) working * BEAT * LOOK_SECONDS / BEAT_SECONDS;
        double follow = (double) jobs / SEEDS * FOLDER + working * IN_WORK;
        follow = Math.min(follow, rate * LOOK_SECONDS * SHARE_OF_ONE);
        served(nextBeat, beat + follow, rate);
        beats += beat;
        follows += follow;
        nextBeat += LOOK_SECONDS;
      }
      int worker = event.worker();
      double operations = 0;
      if (running[worker] != 0) {
        running[worker] = 0;
        operations += END;
        claims += END;
        last = now;
      }
      int looked = 0;
      boolean began = false;
      while (visited[worker] < jobs && looked < AT_ONCE && !began) {
        int job = next[worker];
        next[worker] = (job + 1) % jobs;
        visited[worker]++;
        looked++;
        if (ends[job] <= now) {
          operations += DONE;
          looks += DONE;
        } else if (ends[job] < Double.POSITIVE_INFINITY) {
          operations += HELD;
          looks += HELD;
          if (elsewhere && !jumped[worker]) {
            jumped[worker] = true;
            next[worker] = random.nextInt(jobs);
          }
        } else {
          operations += BEGIN;
          claims += BEGIN;
          double start = served(now, operations, rate);
          double end = start + seconds * (0.5 + random.nextDouble());
          ends[job] = end;
          running[worker] = end;
          events.add(new Event(end, worker));
          began = true;
        }
      }
      if (!began) {
        double end = served(now, operations, rate);
        if (visited[worker] < jobs) {
          events.add(new Event(end, worker));
        } else {
          working--;
        }
      }
    }
    double ideal = seconds * jobs / workers;
    System.out.printf(
        "%13.0f | %12.0f | %-9s | %7.0f %7.0f %7.0f %7.0f | %12.2f | %.1f s%s%n",
        seconds, rate, elsewhere ? "elsewhere" : "in order", claims / jobs, looks / jobs, beats / jobs, follows / jobs, last / ideal, longest,
        longest > PATIENCE_SECONDS ? ": breaks" : "");
  }

  /** When so many operations are done that are asked for at a time. */
  private double served(double now, double operations, double rate) {
    server = Math.max(server, now) + operations / rate;
    longest = Math.max(longest, server - now);
    return server;
  }

  /** The files of jobs, as a worker makes, renames and removes them. */
  private static void real(Path folder, int jobs) throws IOException {
    byte[] claim = new byte[1024];
    byte[] text = new byte[2000];
    long begin = System.nanoTime();
    for (int job = 0; job < jobs; job++) {
      Path result = folder.resolve("variant/fold-" + job / SEEDS + "/seed-" + job % SEEDS);
      Path attempts = result.resolveSibling(result.getFileName() + ".attempts");
      Files.createDirectories(attempts);
      listed(attempts);
      Path own = Files.write(attempts.resolve(".new-" + job), claim);
      Path made = Files.createLink(attempts.resolve("claim-1"), own);
      Files.delete(own);
      Path attempt = Files.createDirectory(attempts.resolve("attempt-1"));
      try (RandomAccessFile beat = new RandomAccessFile(made.toFile(), "rw")) {
        for (int file = 0; file < 8; file++) {
          Path temporary = Files.write(attempt.resolve(".file.tmp"), text);
          Files.move(temporary, attempt.resolve("file-" + file), StandardCopyOption.ATOMIC_MOVE);
          synced(attempt.resolve("file-" + file));
          beat.seek(0);
          beat.write(claim);
          beat.getFD().sync();
        }
      }
      listed(attempts);
      Files.move(attempt, result, StandardCopyOption.ATOMIC_MOVE);
      listed(attempts);
      Files.delete(made);
      Files.delete(attempts);
      Files.readAllBytes(result.resolve("file-1"));
    }
    System.out.printf("files of %d jobs, one after the other, in %s: %.2f ms a job%n", jobs, folder, (System.nanoTime() - begin) / 1e6 / jobs);
  }

  private static void synced(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.getFD().sync();
    }
  }

  private static void listed(Path folder) throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      names.forEach(name -> {});
    } catch (NoSuchFileException e) {
      return;
    }
  }
}
