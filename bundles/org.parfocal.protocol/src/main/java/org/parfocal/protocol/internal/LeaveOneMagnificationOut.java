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
 * Holds out one magnification after the other. Patients are split once for all of them; a fold
 * trains and validates on the other magnifications of its training and validation patients, and
 * tests on the held-out magnification of the test patients. The test patients' images at the
 * training magnifications are the {@linkplain org.parfocal.api.Part#SEEN seen} part.
 *
 * <p>After Ezuma and Medaiyese (arXiv 2604.25817), re-implemented from the abstract.
 */
@Component(
    service = Protocol.class,
    configurationPid = "org.parfocal.protocol.leave-one-magnification-out",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property =
        "service.description=Tests each magnification with models that never saw it, on unseen patients")
@Plugin(section = Sections.PROTOCOL, name = LeaveOneMagnificationOut.NAME)
@Designate(ocd = CrossedOptions.class, factory = true)
public final class LeaveOneMagnificationOut implements Protocol {
  static final String NAME = "leave-one-magnification-out";

  private final CrossedMagnifications folds;

  /** Checks the options. */
  @Activate
  public LeaveOneMagnificationOut(CrossedOptions options) {
    this.folds = new CrossedMagnifications(NAME, options);
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    return folds.plan(dataset, CrossedFolds::leaveOut);
  }
}
