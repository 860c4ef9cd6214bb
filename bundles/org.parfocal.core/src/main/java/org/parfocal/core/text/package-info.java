/** How files and the terminal write CSV and JSON. */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.core.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
