/**
 * Plans, runs and records studies. Knows no plugin: it is handed configured services as {@link
 * org.parfocal.core.StudyParts}.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.core;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
