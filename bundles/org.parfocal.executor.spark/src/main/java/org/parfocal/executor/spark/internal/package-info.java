/** Workers as tasks of an Apache Spark cluster. */
@NullMarked
package org.parfocal.executor.spark.internal;

import org.jspecify.annotations.NullMarked;
