package org.parfocal.report.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import org.parfocal.api.OutputException;
import org.parfocal.report.Report;

/**
 * A report on disk.
 *
 * @param studies by the names that tell them apart
 */
record WrittenReport(Map<String, StudySections> studies) implements Report {
  private static final int MILLIS = 1000;

  @Override
  public void write(Path file) {
    write(
        file,
        new Page(studies).text().getBytes(StandardCharsets.UTF_8),
        "name another file with --to FILE");
  }

  @Override
  public void export(Path folder) {
    int place = 1;
    for (StudySections study : studies.values()) {
      Path own = studies.size() == 1 ? folder : folder.resolve("study-" + place++);
      ReportFolder.files(study)
          .forEach(
              (name, content) ->
                  write(own.resolve(name), content, "name another folder with --export FOLDER"));
    }
  }

  @Override
  public void exportToTensorBoard(Path folder) {
    int place = 1;
    for (StudySections study : studies.values()) {
      Path own = studies.size() == 1 ? folder : folder.resolve("study-" + place++);
      for (TrackedRun run : TrackedRun.of(study.study().stored())) {
        write(
            own.resolve(run.place())
                .resolve("events.out.tfevents.%010d.parfocal".formatted(run.begin() / MILLIS)),
            EventFile.of(run),
            "name another folder with --tensorboard FOLDER");
      }
    }
  }

  @Override
  public void exportToMlflow(Path folder) {
    studies.forEach(
        (name, study) ->
            MlflowStore.files(name, TrackedRun.of(study.study().stored()))
                .forEach(
                    (file, content) ->
                        write(
                            folder.resolve(file),
                            content,
                            "name another folder with --mlflow FOLDER")));
  }

  private static void write(Path file, byte[] content, String otherwise) {
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(beside, content);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OutputException(
          "%s cannot be written (%s); %s.".formatted(file, e.getMessage(), otherwise), e);
    }
  }
}
