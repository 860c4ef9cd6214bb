/**
 * What each operation of a plan is, written down once more: loops in double precision over a memory
 * of double precision, as slow as they are plain. The tests hold other targets against it, and so
 * does a check on a machine that has no other engine.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.plan.reference;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
