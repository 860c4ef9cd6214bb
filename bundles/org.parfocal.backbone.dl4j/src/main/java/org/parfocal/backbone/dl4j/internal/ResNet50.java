package org.parfocal.backbone.dl4j.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;

/**
 * ResNet-50, version 1.5: bottlenecks of 1×1, 3×3 and 1×1 convolutions, of which the 3×3 has the
 * stride (in the paper it is the first 1×1); 2048 numbers.
 */
final class ResNet50 extends ResNet {
  private static final int EXPANSION = 4;

  ResNet50() {
    super(3, 4, 6, 3);
  }

  @Override
  public String name() {
    return "resnet50";
  }

  @Override
  String block(GraphDraft draft, String x, String name, int width, int stride, boolean first) {
    int out = EXPANSION * width;
    String narrow =
        draft.relu(draft.convolutionNorm(x, name + ".conv1", name + ".bn1", width, 1, 1, 0));
    String inner =
        draft.relu(
            draft.convolutionNorm(narrow, name + ".conv2", name + ".bn2", width, 3, stride, 1));
    String residual = draft.convolutionNorm(inner, name + ".conv3", name + ".bn3", out, 1, 1, 0);
    String shortcut = first ? downsample(draft, x, name, out, stride) : x;
    return draft.relu(draft.add(name, residual, shortcut));
  }

  /** The plugin {@code resnet50}. */
  @Component(
      service = BackboneProvider.class,
      configurationPid = "org.parfocal.backbone.dl4j.resnet50",
      configurationPolicy = ConfigurationPolicy.REQUIRE,
      property = "service.description=2048 numbers; the larger backbone of the literature")
  @Plugin(section = "backbone", name = "resnet50")
  @Designate(ocd = BackboneOptions.class, factory = true)
  public static final class Provider extends BackboneOfOptions {
    /** Checks the options; natives and weights are loaded when a backbone is made. */
    @Activate
    public Provider(BackboneOptions options, @Reference NativeBuild engine) {
      super(new ResNet50(), options, engine);
    }
  }
}
