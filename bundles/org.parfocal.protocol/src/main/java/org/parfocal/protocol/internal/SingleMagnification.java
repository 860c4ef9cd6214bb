package org.parfocal.protocol.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Dataset;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Plugin;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sections;

/**
 * Trains and validates at one magnification after the other, and tests unseen patients at all
 * others; their images at the training magnification are the {@linkplain org.parfocal.api.Part#SEEN
 * seen} part. The folds together are a matrix of training against test magnification. Patients are
 * split once for all magnifications, as by {@link LeaveOneMagnificationOut} under the same seed.
 */
@Component(
    service = Protocol.class,
    configurationPid = "org.parfocal.protocol.single-magnification",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property =
        "service.description=Trains at one magnification and tests unseen patients at every one")
@Plugin(section = Sections.PROTOCOL, name = SingleMagnification.NAME)
@Designate(ocd = CrossedOptions.class, factory = true)
public final class SingleMagnification implements Protocol {
  static final String NAME = "single-magnification";

  private final CrossedMagnifications folds;

  /** Checks the options. */
  @Activate
  public SingleMagnification(CrossedOptions options) {
    this.folds = new CrossedMagnifications(NAME, options);
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    return folds.plan(dataset, CrossedFolds::trainOnOne);
  }
}
