package org.parfocal.command.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Sample;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;

/**
 * What is predicted.
 *
 * @param samples in the order of the table
 * @param classes by label, as the data set names them; empty if nobody told labels and patients
 */
record PredictedSamples(List<Sample> samples, Optional<List<String>> classes) {
  private static final String CLASSES = "classes";

  static PredictedSamples loose(List<Sample> samples) {
    return new PredictedSamples(samples, Optional.empty());
  }

  /**
   * Reads a data set. One that holds images of a single class cannot say what the other one is; if
   * its reader takes the names of classes, it is told those of the model.
   */
  static PredictedSamples of(
      Platform platform,
      String readerOrFile,
      List<String> settings,
      List<String> modelClasses,
      Terminal terminal) {
    Dataset dataset;
    try {
      dataset = read(platform, readerOrFile, settings);
    } catch (DatasetException e) {
      if (settings.stream().anyMatch(setting -> setting.matches("(dataset\\.)?classes=.*"))
          || !takesClasses(platform, readerOrFile)) {
        throw e;
      }
      try {
        List<String> told = new ArrayList<>(settings);
        told.add("dataset.classes=" + yaml(modelClasses));
        dataset = read(platform, readerOrFile, told);
      } catch (DatasetException alsoNot) {
        e.addSuppressed(alsoNot);
        throw e;
      }
    }
    dataset.warnings().forEach(terminal::warning);
    return new PredictedSamples(dataset.samples(), Optional.of(dataset.classes()));
  }

  private static Dataset read(Platform platform, String readerOrFile, List<String> settings) {
    try (Wired<DatasetReader> data = platform.dataset(readerOrFile, settings)) {
      return data.plugin().read();
    }
  }

  private static boolean takesClasses(Platform platform, String reader) {
    return platform
        .catalogue()
        .plugin("dataset", reader)
        .flatMap(plugin -> plugin.option(CLASSES))
        .isPresent();
  }

  private static String yaml(List<String> names) {
    List<String> quoted = names.stream().map(name -> "'" + name.replace("'", "''") + "'").toList();
    return "[" + String.join(", ", quoted) + "]";
  }
}
