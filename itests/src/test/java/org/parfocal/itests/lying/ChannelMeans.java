package org.parfocal.itests.lying;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sections;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.FrozenBackbone;
import org.parfocal.nd4j.NativeBuild;

/** A frozen backbone without weights: the mean of each colour channel. */
@Component(
    service = BackboneProvider.class,
    configurationPid = ChannelMeans.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.BACKBONE, name = "channel-means")
@Designate(ocd = ChannelMeans.Options.class, factory = true)
public final class ChannelMeans implements BackboneProvider {
  static final String PID = "org.parfocal.itests.lying.channel-means";

  private final NativeBuild engine;

  /** No options. */
  @ObjectClassDefinition(name = "Channel means", description = "for tests")
  public @interface Options {}

  @Activate
  public ChannelMeans(@Reference NativeBuild engine) {
    this.engine = engine;
  }

  @Override
  public Backbone create(int imageSize, long seed) {
    engine.start();
    return new Means();
  }

  @Override
  public boolean frozen() {
    return true;
  }

  @Override
  public String fingerprint() {
    return "channel-means";
  }

  private static final class Means implements FrozenBackbone {
    @Override
    public int embeddingSize() {
      return 3;
    }

    @Override
    public INDArray forward(INDArray images, boolean training) {
      return images.mean(1, 2);
    }

    @Override
    public void close() {}
  }
}
