package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.architecture.ResNet50;

/** The plugin {@code resnet50}. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "org.parfocal.backbone.dl4j.resnet50",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "service.description=2048 numbers; the larger backbone of the literature")
@Plugin(section = "backbone", name = "resnet50")
@Designate(ocd = BackboneOptions.class, factory = true)
public final class ResNet50Backbone extends BackboneOfOptions {
  /** Checks the options; natives and weights are loaded when a backbone is made. */
  @Activate
  public ResNet50Backbone(BackboneOptions options, @Reference NativeBuild engine) {
    super(new ResNet50(), options, engine);
  }
}
