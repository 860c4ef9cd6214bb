package org.parfocal.itests.framework;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Part;

/** Plugins go and come back without a restart of the framework. */
public class SwappedPluginIT extends InstalledPlatform {
  private static final String MODEL = "{strategy: constant}";

  @Test
  public void aStoppedPluginIsMissedAndAStartedOneIsUsedAgain() throws Exception {
    Bundle bundle = startConstantPlugin();
    TinyStudy.of(folder.newFolder("first").toPath(), MODEL).run(platform);

    bundle.stop();
    TinyStudy missed = TinyStudy.of(folder.newFolder("second").toPath(), MODEL);
    ConfigurationException problem =
        assertThrows(ConfigurationException.class, () -> missed.run(platform));
    assertTrue(problem.getMessage(), problem.getMessage().contains("constant"));

    bundle.start();
    TinyStudy last = TinyStudy.of(folder.newFolder("third").toPath(), MODEL);
    last.run(platform);
    assertTrue(last.column(Part.TEST, "p_malignant").stream().allMatch("0.75"::equals));
  }

  @Test
  public void whatABundleOffersIsReplacedByAnotherBundleOfTheSameName() throws Exception {
    Bundle none =
        Arrays.stream(context.getBundles())
            .filter(one -> one.getSymbolicName().equals("org.parfocal.augmentation.none"))
            .findFirst()
            .orElseThrow();
    startConstantPlugin();
    TinyStudy study = TinyStudy.of(folder.newFolder("without").toPath(), MODEL);
    none.stop();
    try {
      assertThrows(ConfigurationException.class, () -> study.run(platform));
    } finally {
      none.start();
    }
    study.run(platform);
  }
}
