package org.parfocal.platform.internal.wiring;

import java.util.List;
import java.util.Map;
import org.parfocal.api.Images;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Sections;
import org.parfocal.platform.OpenModel;
import org.parfocal.platform.internal.resolving.ResolvedSection;

/** The plugins of one variant that a model needs. */
record WiredModel(
    Wiring wiring, Map<String, List<ResolvedSection>> sections, boolean thresholdIsFixed)
    implements OpenModel {
  @Override
  public ModelStrategy strategy() {
    return WiredStudy.strategy(wiring, sections);
  }

  @Override
  public Images images() {
    return wiring.service(WiredStudy.required(sections, Sections.IMAGES), sections, Images.class);
  }

  @Override
  public void close() {
    wiring.close();
  }
}
