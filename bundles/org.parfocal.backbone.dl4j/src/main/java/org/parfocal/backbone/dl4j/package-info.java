/**
 * Backbones on Deeplearning4j. An {@link org.parfocal.backbone.dl4j.Architecture} is an ordinary
 * network configuration; {@link org.parfocal.backbone.dl4j.Dl4jBackboneProvider} makes a backbone
 * of it, so that a plugin of one's own is an architecture and a component of ten lines.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.backbone.dl4j;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
