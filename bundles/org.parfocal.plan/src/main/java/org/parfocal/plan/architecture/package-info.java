/**
 * Networks described for any target: layers, PyTorch's names of their tensors, and how those are
 * drawn at first. Those that come with Parfocal, and {@link
 * org.parfocal.plan.architecture.NetworkDraft}, with which any is written.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.plan.architecture;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
