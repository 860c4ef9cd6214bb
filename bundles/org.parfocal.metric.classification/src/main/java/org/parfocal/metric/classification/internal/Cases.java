package org.parfocal.metric.classification.internal;

import java.util.Arrays;
import java.util.List;
import org.parfocal.statistics.PatientBootstrap;

/**
 * The predictions of one scope as arrays.
 *
 * @param classes class names
 * @param patients names, in their order; patients are numbered by it
 * @param mixed how many of the patients hold images of several classes, here or in another scope
 * @param patient of each image
 * @param label of each image
 * @param decided class that each image is taken for
 * @param probability of each class, then of each image
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record Cases(
    List<String> classes,
    List<String> patients,
    int mixed,
    int[] patient,
    int[] label,
    int[] decided,
    double[][] probability) {

  int images() {
    return label.length;
  }

  boolean twoClasses() {
    return classes.size() == 2;
  }

  /** Names of the classes that occur. */
  List<String> occurring() {
    return Arrays.stream(label).distinct().sorted().mapToObj(classes::get).toList();
  }

  /** Each patient once. */
  int[] once() {
    return PatientBootstrap.once(patients.size());
  }
}
