/**
 * Tables as people save them: a text file of rows and columns, whatever its delimiter, line ends
 * and quotes, bounded in size, with the line of every fault. One reader for all tables that a
 * person gives: cohorts, folds, codes.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.table;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
