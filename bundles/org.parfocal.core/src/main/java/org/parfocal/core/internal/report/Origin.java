package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;
import org.parfocal.core.text.Markdown;

/** What the numbers of a page come from: when and by what they were made, and from which data. */
final class Origin {
  private static final int DAY = 10;

  private final StoredPlan plan;
  private final List<JobRecord> finished;

  private Origin(StoredPlan plan, List<JobRecord> finished) {
    this.plan = plan;
    this.finished = finished;
  }

  /**
   * The page's last section.
   *
   * @param finished jobs
   * @param metrics the code that decided the scores, by name
   */
  static String text(StoredPlan plan, List<JobRecord> finished, Map<String, String> metrics) {
    Origin origin = new Origin(plan, finished);
    List<String> lines = new ArrayList<>();
    lines.add("jobs ended on: " + origin.days());
    lines.add(
        "Parfocal: "
            + (finished.isEmpty() ? "no job is done" : String.join(", ", versions(finished))));
    plan.said(Origin::data).forEach(lines::add);
    lines.addAll(origin.section("protocol"));
    lines.addAll(origin.section("backbone"));
    metrics.forEach((name, code) -> lines.add("metrics: %s %s".formatted(name, code)));
    return lines.stream()
        .map(line -> "- " + Markdown.item(line))
        .collect(Collectors.joining("\n", "\n## Origin\n\n", "\n"));
  }

  /** The first day and the last (UTC), so that it does not depend on the minute. */
  private String days() {
    TreeSet<String> days = new TreeSet<>();
    finished.stream()
        .map(JobRecord::ended)
        .filter(ended -> ended.length() >= DAY)
        .forEach(ended -> days.add(ended.substring(0, DAY)));
    if (days.isEmpty()) {
      return "none yet";
    }
    return days.size() == 1 ? days.first() : days.first() + " to " + days.last();
  }

  /** What the jobs were run by. */
  static List<String> versions(List<JobRecord> finished) {
    return finished.stream()
        .map(record -> version(record.environment()))
        .distinct()
        .sorted()
        .toList();
  }

  /** With the commit, which versions of one snapshot differ by. */
  private static String version(Map<String, String> environment) {
    String version = environment.getOrDefault(JobRecord.CODE, "unknown version");
    String commit = environment.getOrDefault(JobRecord.COMMIT, "");
    return commit.isEmpty() ? version : version + " of commit " + commit;
  }

  private static List<String> data(StoredData data) {
    return List.of(
        "data: %s, %s".formatted(data.dataset(), data.manifest()),
        "terms of the data: "
            + (data.licence().isEmpty() ? "unknown to the reader" : data.licence()));
  }

  /** The options of a section, by the variants that have them. */
  private List<String> section(String section) {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    for (String variant : plan.variants()) {
      StoredJob job =
          plan.jobs().stream()
              .filter(one -> one.key().variant().equals(variant))
              .findFirst()
              .orElseThrow();
      String options =
          job.identity().settings().entrySet().stream()
              .filter(setting -> setting.getKey().startsWith(section + "."))
              .map(
                  setting ->
                      setting.getKey().substring(section.length() + 1) + " " + setting.getValue())
              .collect(Collectors.joining(", "));
      if (!options.isEmpty()) {
        variants.computeIfAbsent(options, made -> new ArrayList<>()).add(variant);
      }
    }
    return variants.entrySet().stream()
        .map(
            said ->
                variants.size() == 1
                    ? "%s: %s".formatted(section, said.getKey())
                    : "%s of %s: %s"
                        .formatted(section, String.join("; ", said.getValue()), said.getKey()))
        .toList();
  }
}
