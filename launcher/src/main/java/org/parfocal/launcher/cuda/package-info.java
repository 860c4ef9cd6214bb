/**
 * What of this machine the engines for GPUs can use, found out from files and {@code nvidia-smi}
 * alone: no native library is loaded here.
 */
@NullMarked
package org.parfocal.launcher.cuda;

import org.jspecify.annotations.NullMarked;
