package org.parfocal.platform.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.PluginException;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.Origin;
import org.parfocal.platform.internal.reading.Setting;
import org.parfocal.platform.internal.resolving.ResolvedSection;

class FailedActivationTest {
  private static final WiredComponent PART =
      new WiredComponent(
          new ResolvedSection(
              "model",
              new PluginDescription(
                  "model",
                  "dann",
                  "DANN",
                  "",
                  "lab.dann",
                  "1.0.0",
                  "dann.jar",
                  "pid",
                  List.of(),
                  List.of(),
                  Optional.empty()),
              new Setting("model", Setting.mapping("model", List.of(), Origin.DEFAULTS)),
              Map.of(),
              Map.of()),
          0,
          Map.of());

  private static ParfocalException of(Throwable thrown) {
    java.io.StringWriter text = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(text));
    return FailedActivation.of(PART, text.toString());
  }

  @Test
  void oursIsTakenOutOfWhateverWrapsIt() {
    ParfocalException found =
        of(
            new RuntimeException(
                "wrapped", new DatasetException("There is no folder /x.", new Exception("io"))));
    assertThat(found).isInstanceOf(DatasetException.class).hasMessage("There is no folder /x.");
  }

  @Test
  void severalLinesStayTogether() {
    ParfocalException found =
        of(new RuntimeException(new ConfigurationException(List.of("One.", "Two: x."))));
    assertThat(found).isInstanceOf(ConfigurationException.class);
    assertThat(String.valueOf(found.getMessage()).lines()).containsExactly("One.", "Two: x.");
  }

  @Test
  void ofForeignExceptionsTheLastCauseIsTold() {
    ParfocalException found =
        of(new IllegalStateException("outer", new UnsatisfiedLinkError("no jnind4jcpu in path")));
    assertThat(found)
        .isInstanceOf(PluginException.class)
        .hasMessage(
            "Model dann (bundle lab.dann 1.0.0) failed to start:"
                + " java.lang.UnsatisfiedLinkError: no jnind4jcpu in path.");
  }

  @Test
  void missingRequirementsAreToldInWords() {
    assertThat(
            MissingCapability.sentence(
                "Unable to resolve lab.dann [7](R 7.0): missing requirement [lab.dann [7](R 7.0)]"
                    + " osgi.wiring.package; (osgi.wiring.package=lab.loss) [caused by: Unable to"
                    + " resolve lab.loss [8](R 8.0): missing requirement [lab.loss [8](R 8.0)]"
                    + " osgi.wiring.package; (&(osgi.wiring.package=org.nd4j.linalg)(version>=1.2.0)"
                    + "(!(version>=2.0.0)))] Unresolved requirements: [[lab.dann [7](R 7.0)]"
                    + " osgi.wiring.package; (osgi.wiring.package=lab.loss)]"))
        .isEqualTo(
            "the package org.nd4j.linalg 1.2.0 or newer is missing; install a bundle that provides"
                + " it.");
  }
}
