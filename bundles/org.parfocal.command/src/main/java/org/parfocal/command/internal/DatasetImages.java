package org.parfocal.command.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Sample;
import org.parfocal.core.DataFacts;
import org.parfocal.core.DatasetContent;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.StoredStudy;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
import org.parfocal.report.StudyImages;

/** The images of the data set that the study's own configuration names, if it is still the same. */
record DatasetImages(Platform platform) implements StudyImages {
  @Override
  public void read(StoredStudy study, DataFacts data, Set<String> samples, Consumer<Sample> taker) {
    Path file = study.results().directory().resolve("study.yaml");
    if (!Files.isRegularFile(file)) {
      throw new DatasetException("the study has no study.yaml, which names its data set.");
    }
    try (Wired<DatasetReader> reader = platform.dataset(file.toString(), List.of())) {
      Dataset dataset =
          DatasetContent.identified(reader.plugin().read(), false, new ProgressListener() {});
      if (!dataset.manifest().equals(data.manifest())) {
        throw new DatasetException("the data set is no longer the one that the study was made of.");
      }
      dataset.samples().stream().filter(sample -> samples.contains(sample.id())).forEach(taker);
    }
  }
}
