package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Limits;
import org.parfocal.backbone.dl4j.NetworkBackboneProvider;
import org.parfocal.plan.Pooling;
import org.parfocal.plan.Precision;

/** Options in a study file of every architecture that has no others. */
@ObjectClassDefinition(name = "Backbone under torchvision's names")
@interface BackboneOptions {
  /** A safetensors file. */
  @AttributeDefinition(
      description =
          "safetensors file under torchvision's names (smse-cnn: its own), or none for random"
              + " weights")
  String weights() default NetworkBackboneProvider.NO_WEIGHTS;

  /** Whether nothing learns. */
  @AttributeDefinition(description = "whether the weights are frozen: none of them is trained")
  boolean frozen() default false;

  /** Name of a layer or a module. */
  @AttributeDefinition(
      description =
          "first layer that is trained, or the module that it is in, for example layer4; those"
              + " before it keep the loaded weights; all trains every layer")
  String train_from() default NetworkBackboneProvider.ALL_LAYERS;

  /** What stands in place of the average. */
  @AttributeDefinition(
      description =
          "global pooling of the last feature maps: average, max, or gem, the generalised mean"
              + " (Radenovic et al. 2018)")
  Pooling.Kind pooling() default Pooling.Kind.AVERAGE;

  /** Of the generalised mean. */
  @AttributeDefinition(
      description = "initial p of gem: 1 is the average, larger values come closer to the maximum",
      max = "100")
  @Limits(above = 0)
  double gem_power() default 3;

  /** Of the generalised mean. */
  @AttributeDefinition(description = "whether p of gem is learnt with the weights; frozen: never")
  boolean gem_learnt() default true;

  /** Of MixStyle. */
  @AttributeDefinition(
      required = false,
      description =
          "modules after which MixStyle (Zhou et al. 2021) mixes the statistics of a batch's images"
              + " in training, for example layer1, layer2; none if left out")
  String[] mixstyle_after() default {};

  /** Of MixStyle. */
  @AttributeDefinition(
      description = "probability with which MixStyle mixes a batch; each module draws for itself",
      min = "0",
      max = "1")
  double mixstyle_probability() default 0.5;

  /** Of MixStyle. */
  @AttributeDefinition(
      description =
          "alpha of the distribution Beta(alpha, alpha) from which MixStyle draws the share of its"
              + " own statistics that an image keeps",
      min = "0.01",
      max = "1")
  double mixstyle_alpha() default 0.1;

  /** Of the engine. */
  @AttributeDefinition(
      description =
          "numbers in which the backbone computes on an NVIDIA GPU: float32, whose convolutions may"
              + " use TF32; strict, without TF32; or bfloat16, with float32 weights and statistics;"
              + " on the CPU float32 and strict are the same, and bfloat16 is refused")
  Precision precision() default Precision.FLOAT32;
}
