package org.parfocal.core;

/**
 * Names a job within its study.
 *
 * @param variant variant name
 * @param fold fold name
 * @param seed seed
 */
public record JobKey(String variant, String fold, long seed) {
  /** {@code variant/fold/seed-n}, relative to the study's folder. */
  @Override
  public String toString() {
    return variant + "/" + fold + "/seed-" + seed;
  }
}
