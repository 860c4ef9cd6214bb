package org.parfocal.platform.internal.reading;

/** Tells which mappings within a section stand for several options. */
@FunctionalInterface
public interface OptionGroups {
  /**
   * Whether {@code key: {a: 1, b: 2}} stands for {@code key-a: 1, key-b: 2}.
   *
   * @param section of a study file, for example {@code dataset}
   * @param key within it
   */
  boolean contains(String section, String key);
}
