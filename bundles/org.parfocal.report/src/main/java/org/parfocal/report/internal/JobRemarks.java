package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.core.JobKey;
import org.parfocal.core.StoredJob;
import org.parfocal.core.StoredStudy;

/** What was said of many jobs alike is said once, and the jobs are counted. */
final class JobRemarks {
  private static final String JOB = "Job ";

  private JobRemarks() {}

  /** The warnings of a study's results in their order, each with its jobs. */
  static List<String> grouped(StoredStudy study) {
    Map<String, JobKey> keys = new HashMap<>();
    study.jobs().stream().map(StoredJob::key).forEach(key -> keys.put(key.toString(), key));
    Map<String, List<JobKey>> jobs = new LinkedHashMap<>();
    for (String warning : study.results().warnings()) {
      String job = job(warning, keys);
      List<JobKey> own =
          jobs.computeIfAbsent(
              job.isEmpty() ? warning : warning.substring(JOB.length() + job.length()),
              said -> new ArrayList<>());
      if (!job.isEmpty()) {
        own.add(keys.get(job));
      }
    }
    List<String> grouped = new ArrayList<>();
    jobs.forEach((said, own) -> grouped.add(whose(own) + said));
    return grouped;
  }

  /** The job that a warning begins with; or empty. */
  private static String job(String warning, Map<String, JobKey> keys) {
    if (warning.startsWith(JOB)) {
      for (int end = warning.indexOf(": "); end >= 0; end = warning.indexOf(": ", end + 1)) {
        if (keys.containsKey(warning.substring(JOB.length(), end))) {
          return warning.substring(JOB.length(), end);
        }
      }
    }
    return "";
  }

  private static String whose(List<JobKey> jobs) {
    if (jobs.size() < 2) {
      return jobs.isEmpty() ? "" : JOB + jobs.get(0);
    }
    List<String> variants = jobs.stream().map(JobKey::variant).distinct().toList();
    return variants.size() == 1
        ? "%d jobs of %s".formatted(jobs.size(), variants.get(0))
        : "%d jobs of %d variants (%s first)"
            .formatted(jobs.size(), variants.size(), variants.get(0));
  }
}
