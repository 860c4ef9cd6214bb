/** Worker processes as tasks of arrays that Slurm runs. */
@NullMarked
package org.parfocal.executor.slurm.internal;

import org.jspecify.annotations.NullMarked;
