/**
 * What runs on Spark's libraries, outside of the framework: the driver, and the tasks that it sends
 * to the executors.
 */
@NullMarked
package org.parfocal.executor.spark.internal.driver;

import org.jspecify.annotations.NullMarked;
