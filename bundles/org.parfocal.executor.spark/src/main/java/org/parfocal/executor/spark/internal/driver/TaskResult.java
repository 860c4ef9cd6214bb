package org.parfocal.executor.spark.internal.driver;

import java.io.Serial;
import java.io.Serializable;

/**
 * What a task gives.
 *
 * @param line of its {@link TaskEnd}
 * @param files a zip file of the job's folder, where the machine does not see the study's; or empty
 */
record TaskResult(String line, byte[] files) implements Serializable {
  @Serial private static final long serialVersionUID = 1L;
}
