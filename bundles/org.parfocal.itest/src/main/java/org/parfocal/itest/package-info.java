/**
 * Integration tests of a plugin in the assembled platform: the program is a process of its own, as
 * users have it, with the plugin's jar installed.
 *
 * <pre>{@code
 * @ExtendWith(ParfocalExtension.class)
 * class MyModelIT {
 *   @Test
 *   void itsStudyRuns(Program parfocal) throws Exception {
 *     StoredStudy study = parfocal.study(Path.of("study.yaml"));
 *     assertThat(study.jobs()).hasSize(4).allMatch(StoredJob::isDone);
 *   }
 * }
 * }</pre>
 *
 * <p>A process and no framework within the test: nothing of the test's own class path reaches the
 * plugin, so what it does not import is missed here as it would be by its users, and natives are
 * loaded once however many tests there are. For tests only: no bundle of a distribution imports
 * this package.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.itest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
