/**
 * Starts the OSGi framework from a distribution folder, installs its features and the jars in its
 * plugins folder, and hands the command line to the command service.
 */
@NullMarked
package org.parfocal.launcher;

import org.jspecify.annotations.NullMarked;
