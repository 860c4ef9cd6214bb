package org.parfocal.api;

import java.nio.file.Path;
import java.util.Optional;

/** A model that predicts by another one, to which everything else that it is asked goes. */
public abstract class ForwardingModel implements TrainedModel {
  /** Closed with this one. */
  protected final TrainedModel model;

  /** Stands before a model. */
  protected ForwardingModel(TrainedModel model) {
    this.model = model;
  }

  @Override
  public Optional<String> missing(Sample sample) {
    return model.missing(sample);
  }

  @Override
  public Optional<ClassActivation> classActivation(Sample sample, int label) {
    return model.classActivation(sample, label);
  }

  @Override
  public void save(Path directory) {
    model.save(directory);
  }

  @Override
  public void close() {
    model.close();
  }
}
