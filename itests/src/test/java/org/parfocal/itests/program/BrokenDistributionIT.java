package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.parfocal.itest.Program;

/** A platform that does not start says why, at once. */
class BrokenDistributionIT extends OnMovedDistribution {
  private static final String FEATURE = "platform.json";

  @Test
  void aMissingBundleIsNamedByWhatItWouldExport() throws Exception {
    distribution.remove(FEATURE, "org.parfocal.platform");

    expect("org.parfocal.command", "needs the package org.parfocal.platform");
  }

  @Test
  void aMissingServiceIsNamed() throws Exception {
    distribution.remove(FEATURE, "org.apache.felix.configadmin");

    expect("org.osgi.service.cm");
  }

  @Test
  void aMissingComponentRuntimeIsNamed() throws Exception {
    distribution.remove(FEATURE, "org.apache.felix.scr");

    expect("org.apache.felix.scr");
  }

  @Test
  void aFeatureFileThatNamesAnAbsentBundleIsNamed() throws Exception {
    Files.writeString(
        distribution.home().resolve("features/more.json"),
        "{\"id\": \"org.example:more:1\", \"bundles\": [{\"id\": \"org.example:absent:1\"}]}");

    expect("more.json", "org.example:absent:1");
  }

  private void expect(String... named) throws Exception {
    Program.Ended ended = distribution.program(folder).run(4, "plugins");
    assertThat(ended.err()).contains(named).doesNotContain("\tat ");
  }
}
