package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.architecture.SqueezeNet;

/** The plugin {@code squeezenet1_0}. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "org.parfocal.backbone.dl4j.squeezenet1_0",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "service.description=512 numbers; small and fast, good frozen with ImageNet weights")
@Plugin(section = "backbone", name = "squeezenet1_0")
@Designate(ocd = BackboneOptions.class, factory = true)
public final class SqueezeNetBackbone extends BackboneOfOptions {
  /** Checks the options; natives and weights are loaded when a backbone is made. */
  @Activate
  public SqueezeNetBackbone(BackboneOptions options, @Reference NativeBuild engine) {
    super(new SqueezeNet(), options, engine);
  }
}
