package org.parfocal.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;

class ProgressTest {
  private static final JobKey FIRST = new JobKey("baseline", "40X", 13);
  private static final JobKey SECOND = new JobKey("dann", "40X", 13);
  private static final JobKey THIRD = new JobKey("dann", "100X", 13);

  private final StringWriter err = new StringWriter();
  private final Terminal terminal = Terminal.to(new StringWriter(), err, true);
  private final AtomicLong clock = new AtomicLong(1);

  private void pass(double seconds) {
    clock.addAndGet((long) (seconds * 1e9));
  }

  /**
   * What a terminal of so many columns shows, line by line, by the sequences that are used. As tmux
   * does it, what is erased from the upper left corner on is scrolled away and stays above.
   */
  private static List<String> screen(String written, int columns) {
    StringBuilder[] rows = new StringBuilder[20];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = new StringBuilder();
    }
    List<String> above = new ArrayList<>();
    int row = 0;
    int column = 0;
    boolean wraps = true;
    for (int at = 0; at < written.length(); at++) {
      char next = written.charAt(at);
      if (next == '\u001B') {
        int end = at + 2;
        while (!Character.isLetter(written.charAt(end))) {
          end++;
        }
        switch (written.substring(at + 1, end + 1)) {
          case "[J" -> {
            if (row == 0 && column == 0) {
              Arrays.stream(rows).map(StringBuilder::toString).forEach(above::add);
            }
            rows[row].setLength(Math.min(column, rows[row].length()));
            for (int below = row + 1; below < rows.length; below++) {
              rows[below].setLength(0);
            }
          }
          case "[?7l" -> wraps = false;
          case "[?7h" -> wraps = true;
          case "[1A" -> row--;
          default -> throw new AssertionError(written.substring(at + 1, end + 1));
        }
        at = end;
      } else if (next == '\r') {
        column = 0;
      } else if (next == '\n') {
        row++;
        column = 0;
      } else {
        if (column == columns && wraps) {
          row++;
          column = 0;
        }
        int place = Math.min(column, columns - 1);
        rows[row].setLength(Math.max(place, rows[row].length()));
        rows[row].replace(place, Math.min(place + 1, rows[row].length()), String.valueOf(next));
        column = Math.min(column + 1, columns);
      }
    }
    return Stream.concat(above.stream(), Arrays.stream(rows).map(StringBuilder::toString))
        .filter(line -> !line.isBlank())
        .toList();
  }

  private BarProgress inTheSecondJob() {
    BarProgress bars = new BarProgress(terminal.control(), clock::get);
    bars.preparing(0.5, "reading images: 50 of 100");
    bars.jobsToRun(List.of(FIRST, SECOND, THIRD));
    bars.jobStarted(FIRST, 1, 3);
    pass(10);
    bars.jobEnded(FIRST, JobState.DONE, Duration.ofSeconds(10), "AUC 0.9");
    bars.jobStarted(SECOND, 2, 3);
    pass(4);
    bars.jobProgress(SECOND, 0.2, "epoch 2 of 10, loss 0.512");
    return bars;
  }

  @Test
  void theTimeLeftOfItemsIsByThoseThatWereMadeNow() {
    AtomicLong nanos = new AtomicLong();
    TimeOfItems time = new TimeOfItems("embedding", nanos::get);
    nanos.addAndGet(20_000_000_000L);

    assertThat(time.told(900, 1000)).isEqualTo("embedding 900 of 1000");
    nanos.addAndGet(4_000_000_000L);
    assertThat(time.told(920, 1000)).isEqualTo("embedding 920 of 1000, about 16.0 s left");
    nanos.addAndGet(40_000_000_000L);
    assertThat(time.told(960, 1000)).isEqualTo("embedding 960 of 1000, about 40.0 s left");
    assertThat(time.told(1000, 1000)).isEqualTo("embedding 1000 of 1000");
  }

  @Test
  void aLineIsForTheJobAndOneForTheStudyWithTheTimeLeft() {
    BarProgress bars = inTheSecondJob();
    // At this pace the job takes 20 s, of which 16 are left; the third, as any that ended, 10 s.
    assertThat(screen(err.toString(), 80))
        .containsExactly(
            "[1/3] baseline/40X/seed-13 done in 10.0 s: AUC 0.9",
            "████░░░░░░░░░░░░░░░░  20 % dann/40X/seed-13: epoch 2 of 10, loss 0.512",
            "████████░░░░░░░░░░░░  40 % job 2 of 3, about 26.0 s left");
    bars.close();
    assertThat(screen(err.toString(), 80))
        .containsExactly("[1/3] baseline/40X/seed-13 done in 10.0 s: AUC 0.9");
  }

  @Test
  void nothingIsLeftOverInANarrowTerminal() {
    BarProgress bars = inTheSecondJob();
    assertThat(screen(err.toString(), 50)).hasSize(2 + 1).allMatch(line -> line.length() <= 50);
    bars.close();
    assertThat(screen(err.toString(), 50)).hasSize(1);
  }

  @Test
  void nothingIsScrolledAwayWhereTheDisplayBeginsInTheCorner() {
    BarProgress bars = new BarProgress(terminal.control(), clock::get);
    for (int read = 1; read <= 5; read++) {
      pass(1);
      bars.preparing(read / 5.0, "reading images: %d of 5".formatted(read));
    }
    assertThat(screen(err.toString(), 80)).hasSize(1).first().asString().endsWith("5 of 5");
    bars.close();
    assertThat(screen(err.toString(), 80)).isEmpty();
  }

  @Test
  void longNamesLoseTheirMiddleAndEveryLineFits() {
    BarProgress bars = new BarProgress(terminal.control(), clock::get);
    JobKey job = new JobKey("domain-general,model.lambda-max=" + "0.1".repeat(30), "40X", 13);
    bars.jobsToRun(List.of(job));
    bars.jobStarted(job, 1, 1);
    pass(1);
    bars.jobProgress(job, 0.5, "epoch 5 of 10, loss 0.5");
    assertThat(screen(err.toString(), 80))
        .hasSize(2)
        .allMatch(line -> line.length() < 80)
        .first()
        .asString()
        .contains("domain-genera…", "seed-13: epoch 5 of 10, loss 0.5");
  }

  @Test
  void aWarningOfManyJobsIsShownOnceAndCounted() {
    LineProgress lines = new LineProgress(terminal.err(), clock::get);
    lines.jobWarning(FIRST, "The transforms had no effect.");
    lines.jobWarning(SECOND, "The transforms had no effect.");
    lines.jobWarning(SECOND, "A generator has collapsed.");
    lines.jobWarning(THIRD, "A generator has collapsed.");
    lines.jobWarning(THIRD, "The transforms had no effect.");
    lines.close();
    assertThat(err.toString().lines())
        .containsExactly(
            "warning: Job baseline/40X/seed-13: The transforms had no effect.",
            "warning: Job dann/40X/seed-13: A generator has collapsed.",
            "warning: The same of 2 more jobs: The transforms had no effect.",
            "warning: The same of another job: A generator has collapsed.");
  }

  @Test
  void theTimeLeftGoesByThePaceOfEachStretch() {
    TimeLeft left = new TimeLeft(clock::get);
    Stretch generator = new Stretch("generator", 10, Stretch.Use.FOLD_AND_SEED);
    Stretch embedding = new Stretch("embedding", 4, Stretch.Use.IMAGES);
    Stretch training = new Stretch("training", 20);
    left.toRun(List.of(FIRST, SECOND));
    left.started(FIRST);
    for (Stretch once : List.of(embedding, generator)) {
      left.stretch(once, 0);
      for (int step = 1; step <= once.steps(); step++) {
        pass(6);
        left.stretch(once, step);
      }
    }
    assertThat(left.now()).as("how long the training is").isEmpty();

    left.stretch(training, 0);
    for (int step = 1; step <= 4; step++) {
      pass(1);
      left.stretch(training, step);
      left.progressed(step / 20.0);
    }
    // 16 s of training, and the other job without the 24 s of embedding: 60 + 20 s.
    assertThat(left.now()).contains(Duration.ofSeconds(16 + 80));
    pass(0.5);
    assertThat(left.now()).contains(Duration.ofMillis(95_500));
  }

  @Test
  void theTimeLeftGoesByTheVariantThenByAnyThenByThePace() {
    TimeLeft left = new TimeLeft(clock::get);
    left.toRun(List.of(FIRST, SECOND, THIRD));
    left.started(FIRST);
    assertThat(left.now()).isEmpty();
    pass(3);
    left.progressed(0.25);
    assertThat(left.now()).contains(Duration.ofSeconds(9 + 12 + 12));
    left.ended(FIRST, JobState.DONE, Duration.ofSeconds(12));
    assertThat(left.now()).contains(Duration.ofSeconds(12 + 12));
    left.started(SECOND);
    left.ended(SECOND, JobState.DONE, Duration.ofSeconds(30));
    assertThat(left.now()).contains(Duration.ofSeconds(30));
    left.started(THIRD);
    pass(31);
    left.progressed(0.01);
    assertThat(left.now()).contains(Duration.ZERO);
  }

  @Test
  void aFailedJobTellsNothingOfTheOthers() {
    TimeLeft left = new TimeLeft(clock::get);
    left.toRun(List.of(FIRST, SECOND));
    left.started(FIRST);
    left.ended(FIRST, JobState.FAILED, Duration.ofMillis(5));
    assertThat(left.now()).isEmpty();
  }
}
