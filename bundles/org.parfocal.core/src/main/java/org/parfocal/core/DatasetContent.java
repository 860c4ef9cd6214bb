package org.parfocal.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.core.internal.study.SampleWork;

/** Makes the pixels part of what a data set's manifest stands for. */
public final class DatasetContent {
  private DatasetContent() {}

  /**
   * The same data set, with a manifest that changes with the pixels: over the reader's own and each
   * sample's {@link ImageSource#key()}. Files whose content is not known are read, several at a
   * time.
   *
   * @param verify whether to read every file, whatever is known of it
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  public static Dataset identified(Dataset dataset, boolean verify, ProgressListener listener) {
    List<Sample> samples = dataset.samples();
    List<@Nullable String> keys =
        SampleWork.each(
            samples, sample -> key(sample.image(), verify), listener, "looking at images");
    Sha256 manifest = new Sha256().add(dataset.manifest());
    for (int index = 0; index < samples.size(); index++) {
      manifest.add(samples.get(index).id(), String.valueOf(keys.get(index)));
    }
    return new Dataset(
        dataset.name(),
        dataset.classes(),
        samples,
        manifest.hex(),
        dataset.licence(),
        dataset.warnings(),
        dataset.asWritten());
  }

  private static String key(ImageSource image, boolean verify) {
    if (verify) {
      image.verifyKey();
    }
    return image.key();
  }
}
