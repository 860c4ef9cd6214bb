package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.architecture.Vgg11;

/** The plugin {@code vgg11_bn}. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "org.parfocal.backbone.dl4j.vgg11_bn",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property =
        "service.description=512 numbers; the plain network of many comparisons, without its"
            + " classifier")
@Plugin(section = "backbone", name = "vgg11_bn")
@Designate(ocd = BackboneOptions.class, factory = true)
public final class Vgg11Backbone extends BackboneOfOptions {
  /** Checks the options; natives and weights are loaded when a backbone is made. */
  @Activate
  public Vgg11Backbone(BackboneOptions options, @Reference NativeBuild engine) {
    super(new Vgg11(), options, engine);
  }
}
