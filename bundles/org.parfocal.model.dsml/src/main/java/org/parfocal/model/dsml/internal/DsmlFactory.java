package org.parfocal.model.dsml.internal;

import java.util.Map;
import org.parfocal.learning.Branches;
import org.parfocal.learning.Objective;
import org.parfocal.learning.ObjectiveFactory;

/** Makes the objective for the magnifications that were drawn. */
record DsmlFactory(DsmlSettings settings, Scales scales) implements ObjectiveFactory {
  @Override
  public Objective create(int embeddingSize, int classes, long seed) {
    return new DsmlObjective(settings, scales, embeddingSize, classes, seed);
  }

  @Override
  public Map<String, String> facts() {
    return scales.facts();
  }

  @Override
  public Branches branches() {
    return settings.perMagnification()
        ? new Branches(scales.count(), scales::nearest)
        : Branches.SHARED;
  }
}
