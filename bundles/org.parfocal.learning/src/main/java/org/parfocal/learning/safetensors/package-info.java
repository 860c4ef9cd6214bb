/**
 * Named tensors on disk, in the safetensors format that PyTorch weights are exchanged in.
 *
 * <p>A file is data only: reading it runs no code, and nothing is allocated before the sizes that
 * the file declares have been checked against the file's length.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.learning.safetensors;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
