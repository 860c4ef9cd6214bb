/** Checks that every objective must pass, ours and a plugin author's alike; for use in tests. */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.learning.testing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
