package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.OutputException;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sample;
import org.parfocal.core.text.Csv;
import org.parfocal.testkit.TestSamples;

class StoredStudyTest {
  private static final Set<Part> EVERY_PART = EnumSet.allOf(Part.class);
  private static final JobKey JOB = new JobKey("baseline", "200X", 13);

  @TempDir Path folder;

  private Path run(FakeParts parts) {
    Study study = StudyFixture.study(folder.resolve("half"));
    new StudyRunner(new UnsyncedDisk()).run(study, parts, StudyFixture.PLAIN, new StudyFixture());
    return study.directory();
  }

  @Test
  void tellsWhatTheJobsStored() throws IOException {
    Path directory = run(StudyFixture.parts());

    StoredStudy stored = StoredStudy.open(directory);

    List<List<String>> rows =
        Csv.parse(Files.readString(directory.resolve("baseline/200X/seed-13/predictions.csv")));
    assertThat(stored.predictions(JOB, EVERY_PART))
        .extracting(Prediction::sample)
        .containsExactlyElementsOf(
            rows.subList(1, rows.size()).stream().map(row -> row.get(0)).toList());
    assertThat(stored.predictions(JOB, EnumSet.of(Part.TEST)))
        .extracting(Prediction::sample)
        .containsExactlyElementsOf(
            rows.stream().filter(row -> row.get(4).equals("test")).map(row -> row.get(0)).toList());
    assertThat(stored.history(JOB)).containsExactly(Map.of(), Map.of("loss", 0.5));
    assertThat(stored.jobs()).hasSize(3).allMatch(StoredJob::isDone);
    assertThat(stored.data("baseline").domains()).containsExactly("100X", "200X", "400X");
  }

  @Test
  void knowsEveryPatientAndImageThatItsFilesName() {
    FakeParts parts = StudyFixture.parts();

    Map<String, Set<String>> ids = StoredStudy.open(run(parts)).identifiers();

    List<Sample> samples = TestSamples.regular(8, 2, "100X", "200X", "400X").samples();
    assertThat(ids)
        .hasEntrySatisfying(
            "patient",
            all ->
                assertThat(all)
                    .isEqualTo(samples.stream().map(Sample::patient).collect(Collectors.toSet())))
        .hasEntrySatisfying(
            "sample",
            all ->
                assertThat(all)
                    .isEqualTo(samples.stream().map(Sample::id).collect(Collectors.toSet())));
  }

  @Test
  void tellsWhyAJobIsMissing() {
    FakeParts parts = StudyFixture.parts();
    parts.whileFitting =
        job -> {
          if (job.directory().toString().contains("200X")) {
            throw new IllegalStateException("singular");
          }
        };

    StoredStudy stored = StoredStudy.open(run(parts));

    assertThat(stored.jobs())
        .filteredOn(job -> !job.isDone())
        .singleElement()
        .satisfies(job -> assertThat(job.message()).contains("singular"));
    assertThat(stored.finished("baseline")).hasSize(2).doesNotContain(JOB);
    assertThatThrownBy(() -> stored.predictions(JOB, EVERY_PART))
        .hasMessageContaining("is not done");
  }

  @Test
  void refusesPredictionsThatWereChanged() throws IOException {
    Path directory = run(StudyFixture.parts());
    Path file = directory.resolve("baseline/200X/seed-13/predictions.csv");
    Files.writeString(file, Files.readString(file).replaceFirst("0\\.", "0.0"));

    StoredStudy stored = StoredStudy.open(directory);

    assertThatThrownBy(() -> stored.predictions(JOB, EVERY_PART))
        .hasMessageContaining("changed or damaged");
  }

  /** Plans are read on another thread than results. */
  @Test
  void saysWhatToDoWhereThePlanIsDamaged() throws IOException {
    Path directory = run(StudyFixture.parts());
    Files.writeString(directory.resolve("plan.json"), "{");

    assertThatThrownBy(() -> StoredStudy.open(directory))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("plan.json");
  }

  @Test
  void saysWhatToDoWhereThereIsNoStudy() {
    assertThatThrownBy(() -> StoredStudy.open(folder))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("run the study");
  }
}
