package org.parfocal.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Part;
import org.parfocal.api.Sections;
import org.parfocal.platform.PluginDescription;

/** A plugin jar that comes while the framework runs. */
public class AddedPluginIT extends InstalledPlatform {
  @Test
  public void aPluginThatIsInstalledLaterIsListedAndUsed() throws Exception {
    assertTrue(platform.catalogue().plugin(Sections.MODEL, "constant").isEmpty());

    startConstantPlugin();

    assertTrue(platform.catalogue().plugin(Sections.MODEL, "constant").isPresent());
    TinyStudy study =
        TinyStudy.of(folder.getRoot().toPath(), "{strategy: constant, positive: 0.9}");
    study.run(platform);
    List<String> probabilities = study.column(Part.TEST, "p_malignant");
    assertFalse(probabilities.isEmpty());
    probabilities.forEach(text -> assertEquals(0.9, Double.parseDouble(text), 1e-6));
  }

  @Test
  public void theDeclaredChoicesAndLimitsOfItsOptionsHold() throws Exception {
    startConstantPlugin();
    PluginDescription constant =
        platform.catalogue().plugin(Sections.MODEL, "constant").orElseThrow();

    assertEquals("number above 0 and below 1", constant.option("positive").orElseThrow().allowed());
    assertEquals(
        "one of first-class, last-class", constant.option("favoured").orElseThrow().allowed());

    TinyStudy wrong =
        TinyStudy.of(
            folder.newFolder().toPath(), "{strategy: constant, positive: 1, favoured: last}");
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> wrong.run(platform));
    assertEquals(2, refused.problems().size());
    assertTrue(
        refused.problems().get(0),
        refused
            .problems()
            .get(0)
            .endsWith(": model.positive is 1; allowed: number above 0 and below 1."));
    assertTrue(
        refused.problems().get(1),
        refused
            .problems()
            .get(1)
            .contains(": model.favoured is last; allowed: one of first-class, last-class."));

    TinyStudy study =
        TinyStudy.of(
            folder.newFolder().toPath(),
            "{strategy: constant, positive: 0.9, favoured: first-class}");
    study.run(platform);
    study
        .column(Part.TEST, "p_malignant")
        .forEach(text -> assertEquals(0.1, Double.parseDouble(text), 1e-6));
  }
}
