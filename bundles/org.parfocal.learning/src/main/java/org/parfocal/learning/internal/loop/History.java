package org.parfocal.learning.internal.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.parfocal.api.JobContext;

/** The lines that a training wrote into its job's history, to be written again where it goes on. */
final class History {
  private final JobContext job;
  private final List<Map<String, ? extends Number>> lines = new ArrayList<>();

  History(JobContext job) {
    this.job = job;
  }

  /** Writes a line. */
  void add(Map<String, ? extends Number> line) {
    job.history(line);
    lines.add(line);
  }

  /** All lines so far. */
  List<Map<String, ? extends Number>> lines() {
    return lines;
  }
}
