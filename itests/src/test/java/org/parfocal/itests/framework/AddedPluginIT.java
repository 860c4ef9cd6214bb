package org.parfocal.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.parfocal.api.Part;
import org.parfocal.api.Sections;

/** A plugin jar that comes while the framework runs. */
public class AddedPluginIT extends InstalledPlatform {
  @Test
  public void aPluginThatIsInstalledLaterIsListedAndUsed() throws Exception {
    assertTrue(platform.catalogue().plugin(Sections.MODEL, "constant").isEmpty());

    Bundle bundle = context.installBundle(constantPlugin());
    bundle.start();

    assertTrue(platform.catalogue().plugin(Sections.MODEL, "constant").isPresent());
    TinyStudy study =
        TinyStudy.of(folder.getRoot().toPath(), "{strategy: constant, positive: 0.9}");
    study.run(platform);
    List<String> probabilities = study.column(Part.TEST, "p_malignant");
    assertFalse(probabilities.isEmpty());
    probabilities.forEach(text -> assertEquals(0.9, Double.parseDouble(text), 1e-6));
    bundle.uninstall();
  }
}
