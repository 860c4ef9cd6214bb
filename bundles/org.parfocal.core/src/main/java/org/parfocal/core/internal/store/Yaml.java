package org.parfocal.core.internal.store;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;

/** Writes a configuration as block YAML that reads back to the same values. */
public final class Yaml {
  private Yaml() {}

  /** A document. */
  public static String document(Map<String, ?> values) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    // What two places share is written twice: a reader need not know anchors.
    options.setDereferenceAliases(true);
    options.setSplitLines(false);
    return new org.yaml.snakeyaml.Yaml(options).dump(values);
  }
}
