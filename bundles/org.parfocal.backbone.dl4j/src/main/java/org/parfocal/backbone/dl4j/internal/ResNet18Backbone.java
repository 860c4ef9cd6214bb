package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.architecture.ResNet18;

/** The plugin {@code resnet18}. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "org.parfocal.backbone.dl4j.resnet18",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "service.description=512 numbers; the usual backbone of the literature")
@Plugin(section = "backbone", name = "resnet18")
@Designate(ocd = BackboneOptions.class, factory = true)
public final class ResNet18Backbone extends BackboneOfOptions {
  /** Checks the options; natives and weights are loaded when a backbone is made. */
  @Activate
  public ResNet18Backbone(BackboneOptions options, @Reference NativeBuild engine) {
    super(new ResNet18(), options, engine);
  }
}
