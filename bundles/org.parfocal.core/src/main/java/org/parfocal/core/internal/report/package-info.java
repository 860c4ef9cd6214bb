/** Writes what a study found: {@code results.json}, {@code results.csv}, {@code results.md}. */
@NullMarked
package org.parfocal.core.internal.report;

import org.jspecify.annotations.NullMarked;
