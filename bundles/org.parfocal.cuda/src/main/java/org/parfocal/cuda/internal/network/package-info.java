/** The target of {@code org.parfocal.plan} on NVIDIA's GPUs: one stage for each operation. */
@NullMarked
package org.parfocal.cuda.internal.network;

import org.jspecify.annotations.NullMarked;
