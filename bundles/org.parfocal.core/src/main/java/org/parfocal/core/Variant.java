package org.parfocal.core;

import java.util.Map;

/**
 * One named combination of the sections that may differ between jobs (dataset, protocol, images,
 * transforms, backbone, training, augmentation, model, inference), grid values applied.
 *
 * @param name names a folder, for example {@code domain-general} or {@code
 *     domain-general,model.lambda-max=0.1}
 * @param configuration those sections as resolved, defaults included, like {@link
 *     Study#configuration()}
 * @param deciding the same without the options that decide where or how fast a job runs, and not
 *     what it computes
 */
public record Variant(
    String name, Map<String, Object> configuration, Map<String, Object> deciding) {
  /** A variant whose options all decide what it computes. */
  public Variant(String name, Map<String, Object> configuration) {
    this(name, configuration, configuration);
  }

  /** A section, empty if the variant has none of this name. */
  public Object section(String section) {
    return configuration.getOrDefault(section, Map.of());
  }
}
