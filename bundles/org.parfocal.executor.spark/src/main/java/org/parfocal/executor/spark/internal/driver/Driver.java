package org.parfocal.executor.spark.internal.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.parfocal.executor.spark.internal.driver.TaskEnd.Kind;

/**
 * The driver of Spark, in a process of its own. It speaks with the run that started it in lines: on
 * standard input each line that begins with {@link #TASK} asks for one more task, and the end of
 * input for the end; on standard output it says {@link #READY}, then how many executors there are,
 * and how each task ended.
 */
public final class Driver {
  /** Asks for one more task; a {@link Request} follows. */
  public static final String TASK = "task ";

  /** Said once Spark has taken the application; its name follows. */
  public static final String READY = "ready ";

  /** Said whenever their number changes, which follows. */
  public static final String EXECUTORS = "executors ";

  private static final String GROUP = "parfocal";

  private final JavaSparkContext spark;
  private final JobTask task;
  private final Path arrivals;
  private final PrintStream out;
  private final AtomicBoolean stopping = new AtomicBoolean();

  private Driver(JavaSparkContext spark, JobTask task, Path arrivals, PrintStream out) {
    this.spark = spark;
    this.task = task;
    this.arrivals = arrivals;
    this.out = out;
  }

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err); // whatever libraries print is no answer
    WorkerCommand command = WorkerCommand.of(arguments).withText();
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf())) {
      Driver driver = new Driver(spark, new JobTask(command), command.arrivals(), out);
      ClusterNews news = new ClusterNews(command, driver::say);
      spark.sc().addSparkListener(news);
      driver.say(READY + spark.sc().applicationId());
      driver.serve();
      news.awaitNoTask();
    }
  }

  private void serve() throws IOException {
    int number = 0;
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(TASK)) {
          int next = ++number;
          Request request = Request.of(line.substring(TASK.length()));
          Thread thread = new Thread(() -> run(next, request), "task " + next);
          thread.setDaemon(true);
          thread.start();
        }
      }
    }
    stopping.set(true);
    if (!spark.sc().isStopped()) {
      spark.cancelJobGroup(GROUP);
    }
  }

  private void run(int number, Request request) {
    try {
      spark.setJobGroup(GROUP, "Parfocal, task " + number, true);
      TaskResult result = spark.parallelize(List.of(request), 1).map(task).collect().get(0);
      if (result.files().length > 0) {
        JobFiles.arrived(result.files(), arrivals, spark.sc().applicationId() + "-" + number);
      }
      say(TaskEnd.of(result.line()).of(request).line());
    } catch (Exception e) { // Spark's own are not declared
      if (!stopping.get()) {
        if (spark.sc().isStopped()) {
          System.exit(1); // the cluster took the application's machines away; the log says why
        }
        String[] lines = String.valueOf(e.getMessage()).split("\n", 2);
        say(new TaskEnd(Kind.ABORTED, "", lines[0]).of(request).line());
      }
    }
  }

  private synchronized void say(String line) {
    out.println(line);
  }
}
