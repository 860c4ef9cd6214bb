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

/** The backbone {@code resnet18}. */
@Component(
    service = BackboneProvider.class,
    configurationPid = ResNet18Backbone.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "backbone", name = "resnet18")
@Designate(ocd = ResNet18Backbone.Options.class, factory = true)
public final class ResNet18Backbone extends Dl4jBackboneProvider {
  static final String PID = "org.parfocal.backbone.dl4j.resnet18";

  /** Options of a study file. */
  @ObjectClassDefinition(
      name = "ResNet-18",
      description = "512 numbers; the usual backbone of the literature")
  @interface Options {
    @AttributeDefinition(
        description = "safetensors file under torchvision's names, or none for random weights")
    String weights() default NO_WEIGHTS;

    @AttributeDefinition(description = "whether the weights stay as they are")
    boolean frozen() default false;
  }

  /** Checks the options; natives and weights are loaded when a backbone is made. */
  @Activate
  public ResNet18Backbone(Options options, @Reference NativeBuild engine) {
    super(new ResNet18(), options.weights(), options.frozen(), engine);
  }
}
