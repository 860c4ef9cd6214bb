package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;
import org.parfocal.backbone.dl4j.Architecture;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;

/**
 * The features of VGG-11 with batch normalisation (Simonyan and Zisserman 2015, configuration A) as
 * torchvision builds it, and their global average: 512 numbers. Torchvision's own embedding would
 * be the 4096 numbers of the last hidden layer of its classifier, which has 93 % of the parameters;
 * the classifier's tensors in a weights file are ignored.
 */
final class Vgg11 implements Architecture {
  private static final int POOL = 0;
  private static final int[] CHANNELS = {
    64, POOL, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL
  };

  @Override
  public String name() {
    return "vgg11_bn";
  }

  @Override
  public int minimumImageSize() {
    return 32; // one pixel is left after five halvings
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed, InitialWeights.KAIMING_NORMAL_BY_OUTPUTS);
    String x = GraphDraft.INPUT;
    int feature = 0;
    for (int out : CHANNELS) {
      if (out == POOL) {
        x = draft.maxPool(x, "features." + feature++, 2, 2, 0);
      } else {
        String convolution = draft.convolution(x, "features." + feature++, out, 3, 1, 1);
        x = draft.relu(draft.norm(convolution, "features." + feature++));
        feature++;
      }
    }
    return draft.average(x);
  }

  @Override
  public boolean ignores(String tensor) {
    return tensor.startsWith("classifier.") || Architecture.super.ignores(tensor);
  }

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
  public static final class Provider extends BackboneOfOptions {
    /** Checks the options; natives and weights are loaded when a backbone is made. */
    @Activate
    public Provider(BackboneOptions options, @Reference NativeBuild engine) {
      super(new Vgg11(), options, engine);
    }
  }
}
