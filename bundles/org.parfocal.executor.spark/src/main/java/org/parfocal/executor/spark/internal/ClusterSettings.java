package org.parfocal.executor.spark.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of the cluster.
 *
 * @param master of the cluster
 * @param workers that run at once
 * @param threads of each
 * @param conf Spark's settings that the user gives
 * @param parfocalHome where Parfocal is on the cluster's machines; empty if where it is here
 * @param apart whether they do not see the study's folder
 * @param archive of Parfocal, which Spark hands to them; or empty
 */
record ClusterSettings(
    Master master,
    int workers,
    int threads,
    Map<String, String> conf,
    String parfocalHome,
    boolean apart,
    String archive) {

  /** All of Spark's settings: a worker is a task, which has as many cores as the worker threads. */
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spark.cores.max", Integer.toString(workers * threads)); // of a standalone cluster
    if (!master.isStandalone()) {
      all.put("spark.executor.instances", Integer.toString(workers));
      all.put("spark.executor.cores", Integer.toString(threads));
    }
    all.putAll(conf);
    all.put("spark.task.cpus", Integer.toString(threads));
    return all;
  }
}
