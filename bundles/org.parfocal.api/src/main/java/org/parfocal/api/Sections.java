package org.parfocal.api;

import java.util.List;

/**
 * Names of the sections of a study file that plugins serve, and of the properties that tie them.
 */
public final class Sections {
  /** A {@link DatasetReader}. */
  public static final String DATASET = "dataset";

  /** A {@link Protocol}. */
  public static final String PROTOCOL = "protocol";

  /** An {@link Images}. */
  public static final String IMAGES = "images";

  /** {@link Transform}s, in order. */
  public static final String TRANSFORMS = "transforms";

  /** A provider of backbones. */
  public static final String BACKBONE = "backbone";

  /** The training loop's settings. */
  public static final String TRAINING = "training";

  /** {@link AugmentationStrategy}s, in order. */
  public static final String AUGMENTATION = "augmentation";

  /** A {@link ModelStrategy}. */
  public static final String MODEL = "model";

  /** A {@link PredictionPooling}. */
  public static final String INFERENCE = "inference";

  /** {@link Metric}s. */
  public static final String METRICS = "metrics";

  /** An {@link Executor}: no section of a study, since no result depends on it. */
  public static final String EXECUTOR = "executor";

  /** Those of a study, in the order in which a study file lists them. */
  public static final List<String> ALL =
      List.of(
          DATASET,
          PROTOCOL,
          IMAGES,
          TRANSFORMS,
          BACKBONE,
          TRAINING,
          AUGMENTATION,
          MODEL,
          INFERENCE,
          METRICS);

  /** Component property: the section ({@link Plugin#section()}). */
  public static final String SECTION_PROPERTY = "parfocal.section";

  /** Component property: the plugin's name ({@link Plugin#name()}). */
  public static final String NAME_PROPERTY = "parfocal.name";

  /** Service property: identifies one configured instance of a plugin within a study. */
  public static final String INSTANCE_PROPERTY = "parfocal.instance";

  private Sections() {}
}
