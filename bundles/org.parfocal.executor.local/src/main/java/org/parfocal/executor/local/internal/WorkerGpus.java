package org.parfocal.executor.local.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;

/**
 * The GPUs that are dealt out to workers, one each.
 *
 * @param names as {@code CUDA_VISIBLE_DEVICES} has them: a number, or the UUID of a GPU or of a
 *     part of one; empty where workers are to use the one that the run uses
 */
record WorkerGpus(List<String> names) {
  /**
   * What the user gave the run to use; the start script tells, and gives the run itself the first.
   */
  static final String VARIABLE = "PARFOCAL_GPUS";

  private static final String NAME = "[0-9]{1,3}|(GPU|MIG)-[0-9A-Za-z/-]{1,80}";

  /**
   * Those of a study, or else those of the environment.
   *
   * @param shown value of {@link #VARIABLE}; one alone is the run's own
   * @throws ConfigurationException if one of the study is no GPU's name
   */
  static WorkerGpus of(List<String> study, String shown) {
    List<String> wanted = study.stream().map(String::strip).toList();
    wanted.stream()
        .filter(name -> !name.matches(NAME))
        .findFirst()
        .ifPresent(
            name -> {
              throw new ConfigurationException(
                  "executor.gpus has %s; give indices as nvidia-smi shows them, or UUIDs as nvidia-smi -L does (GPU-…, MIG-…)."
                      .formatted(name));
            });
    List<String> others =
        Stream.of(shown.split(",")).map(String::strip).filter(name -> name.matches(NAME)).toList();
    return new WorkerGpus(!wanted.isEmpty() ? wanted : others.size() > 1 ? others : List.of());
  }

  /** The GPU of a worker's place, if any is given. */
  Optional<String> of(int place) {
    return names.isEmpty() ? Optional.empty() : Optional.of(names.get(place % names.size()));
  }
}
