/**
 * Opens study files: reads and layers the configuration, checks it against what the installed
 * plugins declare, and wires the named plugins. {@link org.parfocal.platform.Platform} is the
 * service to start from.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.platform;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
