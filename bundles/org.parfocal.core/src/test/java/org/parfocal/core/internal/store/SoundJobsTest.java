package org.parfocal.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.internal.store.JobRecord.StoredFile;

@DisabledOnOs(OS.WINDOWS)
class SoundJobsTest {
  private static final JobKey KEY = new JobKey("baseline", "200X", 13);

  @TempDir Path folder;
  private Path predictions;
  private PlannedJob job;
  private JobRecord record;

  /** A job whose files lie there for longer than a clock of a file system ticks. */
  @BeforeEach
  void finished() throws Exception {
    job = planned("0.1");
    record =
        JobRecord.planned(KEY, job.identity(), List.of("benign"))
            .begun(0, "", Map.of())
            .done("", 1, List.of(), Map.of("predictions.csv", new StoredFile(4, "any")));
    Files.createDirectories(job.directory());
    Files.writeString(job.directory().resolve(JobFolder.RECORD), record.text());
    predictions = Files.writeString(job.directory().resolve("predictions.csv"), "0.25");
    jobs().add(job, record);
    assertThat(jobs().attempts(job)).as("written just now").isEmpty();
    TimeUnit.MILLISECONDS.sleep(3500);
    SoundJobs read = jobs();
    read.add(job, record);
    read.keep();
  }

  private PlannedJob planned(String lambda) {
    Path study = folder.resolve("study");
    return new PlannedJob(
        KEY, new JobIdentity(Map.of("model.lambda", lambda), Map.of()), JobFolder.path(study, KEY));
  }

  private SoundJobs jobs() {
    return SoundJobs.of(folder.resolve("cache"), folder.resolve("study"));
  }

  @Test
  void aJobIsKnownAsLongAsItsFilesAndItsIdentityAreTheSame() throws IOException {
    assertThat(jobs().attempts(job)).contains(1);
    assertThat(jobs().attempts(planned("0.2"))).isEmpty();

    FileTime before = Files.getLastModifiedTime(predictions);
    Files.writeString(predictions, "0.75");
    Files.setLastModifiedTime(predictions, before);
    assertThat(jobs().attempts(job)).as("same size, same time").isEmpty();
  }

  @Test
  void aJobOfWhichAFileIsGoneIsNotKnown() throws IOException {
    Files.delete(predictions);
    assertThat(jobs().attempts(job)).isEmpty();
  }

  @Test
  void anotherRecordIsNotKnown() throws IOException {
    Files.writeString(job.directory().resolve(JobFolder.RECORD), "{}");
    assertThat(jobs().attempts(job)).isEmpty();
  }

  @Test
  void aDamagedListKnowsNothing() throws IOException {
    Path list;
    try (var lists = Files.list(folder.resolve("cache/sound"))) {
      list = lists.findFirst().orElseThrow();
    }
    Files.writeString(list, Files.readString(list).replace("200X", "400X"));
    assertThat(jobs().attempts(job)).isEmpty();
    Files.writeString(list, "no list");
    assertThat(jobs().attempts(job)).isEmpty();
  }
}
