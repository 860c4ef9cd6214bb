package org.parfocal.learning.internal.frozen;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Plugin;
import org.parfocal.api.SampleForm;
import org.parfocal.api.SamplesAre;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;

/** Stands where a backbone stands otherwise: the data set gives the embeddings themselves. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "org.parfocal.backbone.given",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "backbone", name = GivenBackbone.NAME)
@Designate(ocd = GivenBackbone.Options.class, factory = true)
public final class GivenBackbone implements BackboneProvider {
  static final String NAME = "given";

  @ObjectClassDefinition(
      name = "Given embeddings",
      description = "no network: the embeddings that a data set gives in place of images")
  @SamplesAre(SampleForm.EMBEDDINGS)
  @interface Options {}

  @Override
  public Backbone create(int imageSize, long seed) {
    throw new ConfigurationException(
        "The backbone given takes the embeddings of a data set, and embeds no images.");
  }

  @Override
  public boolean mayGiveMaps() {
    return false;
  }

  @Override
  public boolean frozen() {
    return true;
  }

  @Override
  public String fingerprint() {
    return NAME;
  }
}
