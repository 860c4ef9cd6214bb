package org.parfocal.model.dsml.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.learning.Branches;

/** The options of {@link DsmlModel}. */
@ObjectClassDefinition(
    name = "Similarity over magnification pyramids (DSML)",
    description =
        "Every magnification of a place is classified, the classifications are fused, and those of"
            + " one place are made alike by a similarity cross-entropy. Needs pyramids:"
            + " augmentation {multiscale: {group: pyramid}}. Re-implemented from the"
            + " abstract of Diao et al. 2023.")
@interface DsmlOptions {
  /** Whose backbone, projection and classifier a magnification has. */
  enum Branching {
    SHARED,
    PER_MAGNIFICATION;

    /** Which of them a sample belongs to. */
    Branches of(Scales scales) {
      return this == SHARED ? Branches.SHARED : new Branches(scales.count(), scales::nearest);
    }
  }

  /** What magnifications are to agree in. */
  enum Compared {
    PROBABILITY,
    FEATURE
  }

  /** How magnifications are fused. */
  enum Fusing {
    MEAN,
    CONCATENATE;

    /** How many of its magnifications a place must have to be scored as one. */
    int leastTogether(Scales scales) {
      return this == CONCATENATE ? scales.count() : 2;
    }
  }

  /** What is scored at once. */
  enum Scored {
    SINGLE,
    PYRAMID
  }

  @AttributeDefinition(
      min = "0",
      max = "4096",
      description =
          "length of a trainable linear projection of the embedding, which is then the"
              + " representation; 0 for none")
  int projection() default 0;

  @AttributeDefinition(
      description =
          "shared: one backbone, projection and classifier for all magnifications;"
              + " per-magnification: each magnification has its own (a frozen backbone is always"
              + " shared)")
  Branching branches() default Branching.SHARED;

  @AttributeDefinition(
      min = "0.01",
      max = "100",
      description = "T, which every logit and every similarity is divided by before a softmax")
  double temperature() default 1;

  @AttributeDefinition(
      min = "0",
      description = "λ, the weight of the similarity of magnifications; 0 for none")
  double lambda() default 1;

  @AttributeDefinition(
      min = "0",
      description =
          "weight of the cross-entropy of the fused classification; 0 for none: with lambda 0 too,"
              + " magnifications are trained independently")
  double fused_weight() default 1;

  @AttributeDefinition(
      description =
          "what magnifications are to agree in. probability: the class probabilities of a place;"
              + " feature: how similar the representations of the batch's places are to each other")
  Compared similarity() default Compared.PROBABILITY;

  @AttributeDefinition(
      description =
          "mean: of the magnifications' probabilities; concatenate: a linear classifier on the"
              + " magnifications' representations, one after another")
  Fusing fusion() default Fusing.MEAN;

  @AttributeDefinition(
      description =
          "single: every image is scored by itself; pyramid: images of one place that are predicted"
              + " together get the place's fused probabilities, others are scored by themselves")
  Scored inference() default Scored.SINGLE;

  @AttributeDefinition(
      min = "0",
      max = "100",
      description =
          "validation pyramids of each class whose class activations are drawn; 0 also leaves out"
              + " the table of similarities")
  int views() default 2;
}
