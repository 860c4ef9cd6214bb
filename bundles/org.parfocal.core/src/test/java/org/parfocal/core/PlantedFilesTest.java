package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.OutputException;

/** A study's folder that somebody else filled, with what reaches out of it. */
class PlantedFilesTest {
  @TempDir private Path folder;
  private final StudyFixture told = new StudyFixture();
  private Path study;
  private Path mine;

  @BeforeEach
  void finishedStudy() throws IOException {
    study = folder.resolve("studies/half");
    run();
    mine = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(mine.resolve("thesis"), "years of work");
  }

  private StudyResult run(long... seeds) {
    return new StudyRunner()
        .run(StudyFixture.study(study, seeds), StudyFixture.parts(), StudyFixture.PLAIN, told);
  }

  private void evaluate() {
    new StudyRunner().evaluate(StudyFixture.study(study), StudyFixture.parts(), told);
  }

  private void assertNothingHappens() {
    assertThatThrownBy(this::evaluate).isInstanceOf(OutputException.class);
    assertThatThrownBy(() -> run(13, 14)).isInstanceOf(OutputException.class);
    assertThat(mine.resolve("thesis")).hasContent("years of work");
  }

  @Test
  void aLinkAsFolderOfClaimsIsNotFollowed() throws IOException {
    plant(".claims", mine);
    assertNothingHappens();
    assertThat(mine).isDirectoryContaining("glob:**/thesis");
  }

  @Test
  void aLinkAsClaimIsNotFollowed() throws IOException {
    plant(".claims/claim-1", mine.resolve("thesis"));
    assertNothingHappens();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeAsClaimIsNotWaitedFor() throws Exception {
    Path claims = Files.createDirectory(study.resolve(".claims"));
    Process made = new ProcessBuilder("mkfifo", claims.resolve("claim-1").toString()).start();
    assertThat(made.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertNothingHappens();
  }

  @Test
  void aSecondNameOfAFileAsUnfinishedResultIsNotOverwritten() throws IOException {
    Files.createLink(study.resolve(".results.csv.tmp"), mine.resolve("thesis"));
    evaluate();
    assertThat(mine.resolve("thesis")).hasContent("years of work");
    assertThat(study.resolve("results.csv")).isRegularFile();
  }

  @Test
  void linksInTheFolderAreRefused() throws IOException {
    for (String name : new String[] {".results.csv.tmp", "results.md", "plan.json"}) {
      Files.deleteIfExists(study.resolve(name));
      plant(name, mine.resolve("thesis"));
      assertNothingHappens();
      Files.delete(study.resolve(name));
    }
  }

  @Test
  void aLinkAsJobFolderDoesNotEmptyAnother() throws IOException {
    plant("baseline/100X/seed-14", mine);
    assertNothingHappens();
    assertThatThrownBy(this::evaluate).hasMessageContaining("seed-14 is a link");
  }

  @Test
  void aStudyBehindALinkOfTheUserRuns() throws IOException {
    Path elsewhere = Files.createSymbolicLink(folder.resolve("elsewhere"), study.getParent());
    study = elsewhere.resolve("half");
    assertThat(run(13, 14).jobs()).allMatch(job -> job.state() == JobState.DONE);
  }

  private void plant(String name, Path target) throws IOException {
    Files.createDirectories(study.resolve(name).resolve("..").normalize());
    Files.deleteIfExists(study.resolve(name));
    Files.createSymbolicLink(study.resolve(name), target);
  }
}
