package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.backbone.dl4j.Dl4jBackboneProvider;

/** Options in a study file of every architecture that has no others. */
@ObjectClassDefinition(name = "Backbone under torchvision's names")
@interface BackboneOptions {
  /** A safetensors file. */
  @AttributeDefinition(
      description =
          "safetensors file under torchvision's names (smse-cnn: its own), or none for random weights")
  String weights() default Dl4jBackboneProvider.NO_WEIGHTS;

  /** Whether nothing learns. */
  @AttributeDefinition(description = "whether the weights stay as they are")
  boolean frozen() default false;

  /** Name of a layer or a module. */
  @AttributeDefinition(
      description =
          "first layer that learns, or the module that it is in, for example layer4; those before"
              + " it stay as the weights have them; all for every layer")
  String train_from() default Dl4jBackboneProvider.ALL_LAYERS;
}
