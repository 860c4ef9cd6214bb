package org.parfocal.api;

import java.util.List;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/** The validation samples of a job's fold: what an epoch, or anything else, is chosen on. */
@ProviderType
public interface Validation {
  /**
   * Does work with the validation samples, such as scoring a model.
   *
   * <p>While a model is fitted, the pixels of its training samples can be read at any time, those
   * of the validation samples on any thread until this method returns, and no others at all: asking
   * an {@link ImageSource} for them, or {@link Images}, throws a {@link PluginException}.
   *
   * @param work done on the calling thread, on all validation samples; there may be none
   * @return what the work gave
   */
  <T> T open(Function<List<Sample>, T> work);

  /** Samples that nobody guards: for a training that belongs to no study, such as a test. */
  static Validation of(List<Sample> samples) {
    List<Sample> all = List.copyOf(samples);
    return new Validation() {
      @Override
      public <T> T open(Function<List<Sample>, T> work) {
        return work.apply(all);
      }
    };
  }
}
