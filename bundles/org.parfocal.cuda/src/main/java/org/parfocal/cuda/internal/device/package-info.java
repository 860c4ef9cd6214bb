/** The GPU: memory, kernels, convolutions, recorded launches. Knows nothing of networks. */
@NullMarked
package org.parfocal.cuda.internal.device;

import org.jspecify.annotations.NullMarked;
