package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.architecture.MobileNetV2;

/** The plugin {@code mobilenet_v2}. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "org.parfocal.backbone.dl4j.mobilenet_v2",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "service.description=1280 numbers; depthwise convolutions, few parameters")
@Plugin(section = "backbone", name = "mobilenet_v2")
@Designate(ocd = BackboneOptions.class, factory = true)
public final class MobileNetV2Backbone extends BackboneOfOptions {
  /** Checks the options; natives and weights are loaded when a backbone is made. */
  @Activate
  public MobileNetV2Backbone(BackboneOptions options, @Reference NativeBuild engine) {
    super(new MobileNetV2(), options, engine);
  }
}
