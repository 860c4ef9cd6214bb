/**
 * The networks that come with Parfocal, described for any target: layers, torchvision's names of
 * their tensors, and how those are drawn at first.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.plan.architecture;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
