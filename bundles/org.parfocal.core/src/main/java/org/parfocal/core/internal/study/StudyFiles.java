package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.parfocal.api.OutputException;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.Yaml;

/** The files of a study's folder that are written before its first job. */
public final class StudyFiles {
  public static final String PLAN = "plan.json";
  private static final String CONFIGURATION = "study.yaml";
  private static final long MAX_PLAN_BYTES = 512L << 20;

  private StudyFiles() {}

  static void write(Disk disk, StudyPlan plan, StoredPlan stored) {
    Path directory = plan.study().directory();
    disk.write(directory.resolve(CONFIGURATION), Yaml.document(plan.study().configuration()));
    disk.write(directory.resolve(PLAN), stored.text(plan.data()));
  }

  /** Whether there is a plan. */
  static boolean isPlanned(Path directory) {
    return Files.isRegularFile(directory.resolve(PLAN));
  }

  /**
   * The plan of the last run.
   *
   * @throws OutputException if there is none or it is damaged
   */
  public static StoredPlan plan(Disk disk, Path directory) {
    Path file = directory.resolve(PLAN);
    if (!isPlanned(directory)) {
      throw new OutputException(
          "%s holds no results: run the study first, or say where they are with output=FOLDER."
              .formatted(directory));
    }
    try {
      return StoredPlan.parse(disk.read(file, MAX_PLAN_BYTES));
    } catch (IOException e) {
      throw new OutputException(
          "%s is damaged (%s); run the study again, finished jobs are kept."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** By manifest of the data set, the unreadable images that the last run left out. */
  static Map<String, List<Unreadable>> skipped(Disk disk, Path directory) {
    try {
      return isPlanned(directory)
          ? plan(disk, directory).data().stream()
              .collect(
                  Collectors.toMap(StoredData::manifest, StoredData::skipped, (one, same) -> one))
          : Map.of();
    } catch (OutputException e) {
      // A damaged plan is written anew; the images are read again then.
      return Map.of();
    }
  }
}
