@NullMarked
package org.parfocal.report.internal;

import org.jspecify.annotations.NullMarked;
