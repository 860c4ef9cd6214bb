/** The table reader: any cohort, one row an image, from a CSV file. */
@NullMarked
package org.parfocal.dataset.table.internal;

import org.jspecify.annotations.NullMarked;
