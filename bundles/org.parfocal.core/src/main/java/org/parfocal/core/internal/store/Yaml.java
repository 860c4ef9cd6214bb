package org.parfocal.core.internal.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Writes a configuration as block YAML that reads back to the same values. */
public final class Yaml {
  private static final int MAX_LENGTH = 4 << 20;

  /** The parser copies a token for each 1024 letters that it has: long ones would take minutes. */
  private static final int MAX_LINE = 1 << 19;

  private static final int MAX_DEPTH = 40;

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

  /**
   * Reads a document that may come from a stranger: nothing but maps, lists, texts and numbers is
   * made of it, and not too many of them.
   *
   * @throws IOException if it is none
   */
  public static Map<String, Object> parse(String text) throws IOException {
    if (text.lines().anyMatch(line -> line.length() > MAX_LINE)) {
      throw new IOException("it has a line of more than %d letters".formatted(MAX_LINE));
    }
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(MAX_LENGTH);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    try {
      Object loaded = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).load(text);
      Map<String, Object> values = new LinkedHashMap<>();
      if (loaded instanceof Map<?, ?> map) {
        map.forEach((key, value) -> values.put(String.valueOf(key), value));
      }
      return values;
    } catch (YAMLException e) {
      throw new IOException("this YAML is not accepted", e);
    }
  }
}
