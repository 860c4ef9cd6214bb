/**
 * What of this machine ND4J's CUDA build can use, found out from files and {@code nvidia-smi}
 * alone: no native library is loaded here.
 */
@NullMarked
package org.parfocal.launcher.cuda;

import org.jspecify.annotations.NullMarked;
