/**
 * The table of a cohort as every reader reads it: which column holds what, the names of patients,
 * classes and magnifications, and what rows must agree on.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.table.cohort;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
