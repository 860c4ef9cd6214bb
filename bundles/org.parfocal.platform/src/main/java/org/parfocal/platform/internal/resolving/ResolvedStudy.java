package org.parfocal.platform.internal.resolving;

import java.nio.file.Path;
import java.util.List;
import org.parfocal.core.Study;

/**
 * A study that passed every check.
 *
 * @param study as the study runner sees it
 * @param metrics in the order of the file
 * @param variants in the order of the study
 */
public record ResolvedStudy(
    Study study, List<ResolvedSection> metrics, List<ResolvedVariant> variants) {
  /** The same study with its results in another folder. */
  public ResolvedStudy in(Path directory) {
    Study moved =
        new Study(
            study.name(),
            directory,
            study.configuration(),
            study.variants(),
            study.seeds(),
            study.selections());
    return new ResolvedStudy(moved, metrics, variants);
  }
}
