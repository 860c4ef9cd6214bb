package org.parfocal.backbone.dl4j.internal;

import java.util.List;
import org.parfocal.backbone.dl4j.NetworkBackboneProvider;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.Pooling;
import org.parfocal.plan.architecture.NetworkArchitecture;

/** A backbone that has the options of all of them, and no others. */
abstract class BackboneOfOptions extends NetworkBackboneProvider {
  BackboneOfOptions(NetworkArchitecture architecture, BackboneOptions options, NativeBuild engine) {
    super(
        architecture,
        options.weights(),
        options.frozen(),
        options.train_from(),
        new Pooling(options.pooling(), options.gem_power(), options.gem_learnt()),
        new MixStyle(
            List.of(options.mixstyle_after()),
            options.mixstyle_probability(),
            options.mixstyle_alpha()),
        options.precision(),
        engine);
  }
}
