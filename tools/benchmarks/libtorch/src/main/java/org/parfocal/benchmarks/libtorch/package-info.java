/** The backbones on libtorch, as torchvision builds them, written out in eager operations. */
@NullMarked
package org.parfocal.benchmarks.libtorch;

import org.jspecify.annotations.NullMarked;
