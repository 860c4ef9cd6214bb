package org.parfocal.itests.framework;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.Test;
import org.parfocal.api.ConfigurationException;

/** What a user reads when a study file names something that is not there. */
public class RefusedStudyIT extends InstalledPlatform {
  @Test
  public void aMissingPluginIsNamedWithTheNearestOne() throws IOException {
    String message = refusal("{strategy: basline}");

    assertContains(message, "basline", "baseline");
  }

  @Test
  public void anUnknownOptionIsNamedWithTheNearestOne() throws IOException {
    String message = refusal("{strategy: baseline}", "training.epoch=3");

    assertContains(message, "epoch", "epochs");
  }

  @Test
  public void aWrongValueIsNamedWithWhatIsAllowed() throws IOException {
    String message = refusal("{strategy: baseline}", "training.epochs=many");

    assertContains(message, "training.epochs", "many", "whole number");
  }

  @Test
  public void aValueOutOfRangeIsNamedWithItsLimit() throws IOException {
    String message = refusal("{strategy: baseline}", "protocol.test-patients=1.5");

    assertContains(message, "test-patients", "1.5", "1");
  }

  @Test
  public void allProblemsAreToldAtOnce() throws IOException {
    String message =
        refusal("{strategy: basline}", "training.epoch=3", "protocol.test-patients=1.5");

    assertContains(message, "basline", "epoch", "test-patients");
  }

  private String refusal(String model, String... overrides) throws IOException {
    TinyStudy study = TinyStudy.trained(folder.getRoot().toPath(), model);
    return assertThrows(
            ConfigurationException.class,
            () -> platform.open(study.file(), List.of(overrides)).close())
        .getMessage();
  }

  private static void assertContains(String text, String... parts) {
    for (String part : parts) {
      assertTrue("\"%s\" should name %s".formatted(text, part), text.contains(part));
    }
  }
}
