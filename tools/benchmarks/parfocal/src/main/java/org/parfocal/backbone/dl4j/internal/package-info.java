/**
 * What the benchmarks need of the bundle that it does not export: gradients. The bundle's tests lie
 * in its package too.
 */
@NullMarked
package org.parfocal.backbone.dl4j.internal;

import org.jspecify.annotations.NullMarked;
