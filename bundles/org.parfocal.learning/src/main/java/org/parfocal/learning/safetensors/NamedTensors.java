package org.parfocal.learning.safetensors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;

/** Puts tensors read from a file into the tensors of a model, name by name. */
public final class NamedTensors {
  private NamedTensors() {}

  /**
   * Assigns every source tensor to the target of the same name; changes nothing unless all fit.
   *
   * @param source tensors as read
   * @param targets the model's own tensors
   * @param file where the source comes from, for messages
   * @throws ConfigurationException with one sentence for each tensor that is missing in the file,
   *     unknown to the model, or of another shape
   */
  public static void assign(
      Map<String, INDArray> source, Map<String, INDArray> targets, Path file) {
    List<String> problems = new ArrayList<>();
    targets.forEach(
        (name, target) -> {
          INDArray tensor = source.get(name);
          if (tensor == null) {
            problems.add("The file " + file + " lacks the tensor '" + name + "'.");
          } else if (!Arrays.equals(tensor.shape(), target.shape())) {
            problems.add(
                "The tensor '%s' in %s has the shape %s, but %s is needed."
                    .formatted(
                        name,
                        file,
                        Arrays.toString(tensor.shape()),
                        Arrays.toString(target.shape())));
          }
        });
    for (String name : source.keySet()) {
      if (!targets.containsKey(name)) {
        problems.add(
            "The file %s has the tensor '%s', which this model does not have."
                .formatted(file, name));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    targets.forEach((name, target) -> target.assign(source.get(name)));
  }
}
