package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.architecture.SmseCnn;

/** The plugin {@code smse-cnn}. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "org.parfocal.backbone.dl4j.smse-cnn",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property =
        "service.description=256 numbers; the small network of SMSE, reconstructed for square"
            + " images")
@Plugin(section = "backbone", name = "smse-cnn")
@Designate(ocd = BackboneOptions.class, factory = true)
public final class SmseCnnBackbone extends BackboneOfOptions {
  /** Checks the options; natives and weights are loaded when a backbone is made. */
  @Activate
  public SmseCnnBackbone(BackboneOptions options, @Reference NativeBuild engine) {
    super(new SmseCnn(), options, engine);
  }
}
