package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Plugin;
import org.parfocal.backbone.dl4j.Dl4jBackboneProvider;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;

/** The backbone {@code squeezenet1_0}. */
@Component(
    service = BackboneProvider.class,
    configurationPid = SqueezeNetBackbone.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "backbone", name = "squeezenet1_0")
@Designate(ocd = SqueezeNetBackbone.Options.class, factory = true)
public final class SqueezeNetBackbone extends Dl4jBackboneProvider {
  static final String PID = "org.parfocal.backbone.dl4j.squeezenet1_0";

  /** Options of a study file. */
  @ObjectClassDefinition(
      name = "SqueezeNet 1.0",
      description = "512 numbers; small and fast, good frozen with ImageNet weights")
  @interface Options {
    @AttributeDefinition(
        description = "safetensors file under torchvision's names, or none for random weights")
    String weights() default NO_WEIGHTS;

    @AttributeDefinition(description = "whether the weights stay as they are")
    boolean frozen() default false;
  }

  /** Checks the options; natives and weights are loaded when a backbone is made. */
  @Activate
  public SqueezeNetBackbone(Options options, @Reference NativeBuild engine) {
    super(new SqueezeNet(), options.weights(), options.frozen(), engine);
  }
}
