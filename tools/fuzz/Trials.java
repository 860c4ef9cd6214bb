import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parfocal.api.DatasetException;

/** Tries inputs, each for 10 s of processor time at most, and counts what came of them. */
final class Trials {
  private static final double SECONDS = 10;

  /** Longer than those take where others use the machine, too. */
  private static final long PATIENCE = 300;

  private static final double MOST_MEGABYTES = 512;

  private final ExecutorService worker =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
          });
  private int read;
  private int refused;
  private int faults;
  private double slowest;
  private String slowestName = "";

  interface Reading {
    void run() throws Exception;
  }

  /** Anything but a reading or a refusal that names the input is a fault. */
  void attempt(String name, String mustName, Reading reading) {
    double[] seconds = new double[1];
    Future<?> attempt =
        worker.submit(
            () -> {
              long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
              try {
                reading.run();
              } finally {
                long ended = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                seconds[0] = (ended - begun) / 1e9;
              }
              return null;
            });
    try {
      attempt.get(PATIENCE, TimeUnit.SECONDS);
      read++;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DatasetException refusal
          && String.valueOf(refusal.getMessage()).contains(mustName)) {
        refused++;
      } else {
        fault(name, e.getCause());
      }
    } catch (TimeoutException e) {
      fault(name, e);
      seconds[0] = PATIENCE;
      attempt.cancel(true);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (seconds[0] > slowest) {
      slowest = seconds[0];
      slowestName = name;
    }
  }

  private void fault(String name, Throwable why) {
    faults++;
    System.out.println("FAULT " + name + ": " + why);
    StackTraceElement[] at = why.getStackTrace();
    for (int i = 0; i < Math.min(6, at.length); i++) {
      System.out.println("    at " + at[i]);
    }
  }

  /** Prints the sums and ends the program: exit code 1 if there was a fault. */
  void end() throws IOException {
    double megabytes = 0;
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        megabytes = Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      }
    }
    System.out.printf(
        "%d inputs: %d read, %d refused, %d faults; slowest %.1f s (%s); peak memory %.0f MB%n",
        read + refused + faults, read, refused, faults, slowest, slowestName, megabytes);
    System.exit(faults > 0 || slowest > SECONDS || megabytes > MOST_MEGABYTES ? 1 : 0);
  }
}
