/**
 * What a report is made of. A page is a list of sections, each of which a {@link
 * org.parfocal.report.ReportSection} makes from the stored files of a study.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.report;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
