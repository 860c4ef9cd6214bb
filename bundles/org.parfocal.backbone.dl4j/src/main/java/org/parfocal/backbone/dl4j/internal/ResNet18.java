package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;

/** ResNet-18: blocks of two 3×3 convolutions; 512 numbers. */
final class ResNet18 extends ResNet {
  ResNet18() {
    super(2, 2, 2, 2);
  }

  @Override
  public String name() {
    return "resnet18";
  }

  @Override
  String block(GraphDraft draft, String x, String name, int width, int stride, boolean first) {
    String inner =
        draft.relu(draft.convolutionNorm(x, name + ".conv1", name + ".bn1", width, 3, stride, 1));
    String residual = draft.convolutionNorm(inner, name + ".conv2", name + ".bn2", width, 3, 1, 1);
    String shortcut = stride > 1 ? downsample(draft, x, name, width, stride) : x;
    return draft.relu(draft.add(name, residual, shortcut));
  }

  /** The plugin {@code resnet18}. */
  @Component(
      service = BackboneProvider.class,
      configurationPid = "org.parfocal.backbone.dl4j.resnet18",
      configurationPolicy = ConfigurationPolicy.REQUIRE,
      property = "service.description=512 numbers; the usual backbone of the literature")
  @Plugin(section = "backbone", name = "resnet18")
  @Designate(ocd = BackboneOptions.class, factory = true)
  public static final class Provider extends BackboneOfOptions {
    /** Checks the options; natives and weights are loaded when a backbone is made. */
    @Activate
    public Provider(BackboneOptions options, @Reference NativeBuild engine) {
      super(new ResNet18(), options, engine);
    }
  }
}
