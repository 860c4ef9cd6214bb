/**
 * Backbones that are described as networks. {@link
 * org.parfocal.backbone.dl4j.NetworkBackboneProvider} makes one of any {@link
 * org.parfocal.plan.architecture.NetworkArchitecture}, on ND4J's arrays or on a GPU, so that a
 * plugin of one's own is an architecture and a component of ten lines.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.backbone.dl4j;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
