package org.parfocal.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.Test;
import org.osgi.framework.ServiceReference;
import org.parfocal.api.Part;
import org.parfocal.core.StudyResult;

/** Studies that really train, in the framework. */
public class TrainedStudyIT extends InstalledPlatform {
  private static final String BASELINE = "{strategy: baseline}";

  @Test
  public void aStudyRunsThroughThePlatformsServices() throws Exception {
    TinyStudy study = TinyStudy.trained(folder.getRoot().toPath(), BASELINE);

    StudyResult result = study.run(platform);

    assertEquals(2, result.jobs().size());
    assertFalse(result.scores().isEmpty());
    assertFalse(study.column(Part.TEST, "p_malignant").isEmpty());
    for (String file :
        List.of("study.yaml", "plan.json", "results.json", "results.csv", "results.md")) {
      assertTrue(file, Files.isRegularFile(result.directory().resolve(file)));
    }
  }

  @Test
  public void aStudyRunsThroughTheCommandService() throws Exception {
    TinyStudy study = TinyStudy.trained(folder.getRoot().toPath(), BASELINE);

    assertEquals(0, command("run", study.file().toString()));
    assertFalse(study.column(Part.TEST, "p_malignant").isEmpty());
    assertEquals(2, command("run", study.file().toString(), "training.epoch=1"));
  }

  @SuppressWarnings("unchecked")
  private int command(String... arguments) throws Exception {
    ServiceReference<?> reference =
        context
            .getServiceReferences(ToIntFunction.class, "(parfocal.command=main)")
            .iterator()
            .next();
    return ((ToIntFunction<String[]>) context.getService(reference)).applyAsInt(arguments);
  }
}
