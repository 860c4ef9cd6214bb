package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.parfocal.core.StoredJob;
import org.parfocal.core.StoredStudy;
import org.parfocal.itest.ParfocalExtension;
import org.parfocal.itest.Program;

/** The plugin in the real platform. */
@ExtendWith(ParfocalExtension.class)
class PluginIT {
  @Test
  void isListedWithItsOptions(Program parfocal) throws Exception {
    Program.Ended ended = parfocal.run("plugins", "${name}");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("${name}", "${artifactId}");
  }

  @Test
  void itsStudyRuns(Program parfocal) throws Exception {
    StoredStudy study = parfocal.study(Path.of("study.yaml"));

    assertThat(study.jobs()).isNotEmpty().allMatch(StoredJob::isDone);
    assertThat(study.results().scores()).isNotEmpty();
  }
}
