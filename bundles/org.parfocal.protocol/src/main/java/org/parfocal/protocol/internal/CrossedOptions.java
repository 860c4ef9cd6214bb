package org.parfocal.protocol.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.DecidesResult;
import org.parfocal.api.Limits;

/** Options of the protocols that set magnifications against each other. */
@ObjectClassDefinition(name = "Folds across magnifications")
@interface CrossedOptions {
  @AttributeDefinition(
      description = "Share of the patients that are tested; unused with patient-folds")
  @Limits(above = 0, below = 1)
  double test_patients() default 0.2;

  @AttributeDefinition(
      min = "0",
      description = "Share of the patients on whom epochs and thresholds are chosen; 0 for none")
  @Limits(below = 1)
  double validation_patients() default 0.15;

  @AttributeDefinition(description = "Seed of the patient split")
  long seed() default 13;

  @AttributeDefinition(
      min = "1",
      max = "1000",
      description =
          "How many times the patients are split at random, each time with all folds; the spread"
              + " over the repeats shows how much depends on the split")
  @DecidesResult(false)
  int repeats() default 1;

  @AttributeDefinition(
      min = "0",
      description =
          "0: one hold-out; 2 or more: that many folds, so that every patient is tested once")
  int patient_folds() default 0;

  @AttributeDefinition(
      required = false,
      description = "Use only these magnifications, for example 100X, 200X; all if left out")
  String[] magnifications() default {};

  @AttributeDefinition(
      required = false,
      description =
          "leave-one-magnification-out holds out only these, for example 200X; the others always"
              + " train. All, one after the other, if left out")
  String[] held_out() default {};

  @AttributeDefinition(
      required = false,
      description =
          "Train on these magnifications together, and test unseen patients at each of the others,"
              + " instead of going through all magnifications")
  String[] train_on() default {};
}
