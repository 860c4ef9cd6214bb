package org.parfocal.platform.first;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Dataset;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Plugin;
import org.parfocal.api.Protocol;

/** A protocol without options and folds. */
@Component(
    service = Protocol.class,
    configurationPid = "test.protocol.whole",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "protocol", name = "whole")
@Designate(ocd = WholeProtocol.Options.class, factory = true)
public final class WholeProtocol implements Protocol {
  @ObjectClassDefinition(name = "Whole", description = "No folds")
  @interface Options {}

  @Override
  public FoldPlan folds(Dataset dataset) {
    return new FoldPlan(List.of(), List.of());
  }
}
