package org.parfocal.protocol.internal;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.Spelling;

/** Finds the samples that fold files name, by id or by file name. */
final class SampleNames {
  private final Map<String, Sample> byId = new HashMap<>();
  private final Map<String, Sample> byFileName = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();

  SampleNames(Dataset dataset) {
    for (Sample sample : dataset.samples()) {
      byId.put(composed(sample.id()), sample);
      add(fileName(sample.image().description()), sample);
      add(fileName(sample.id()), sample);
    }
  }

  private void add(String name, Sample sample) {
    Sample before = byFileName.putIfAbsent(name, sample);
    if (before != null && before != sample) {
      ambiguous.add(name);
    }
  }

  /**
   * The sample of a row, or null if the data set has none.
   *
   * @throws DatasetException if the name fits several, or the row gives it another magnification
   */
  @Nullable Sample find(FoldFile.Row row) {
    Sample sample = byId.get(composed(row.image()));
    if (sample == null) {
      String name = fileName(row.image());
      if (ambiguous.contains(name)) {
        throw new DatasetException(
            "%s names the image %s, and several images of the data set are called so; write their ids."
                .formatted(row.where(), row.image()));
      }
      sample = byFileName.get(name);
    }
    if (sample != null && !agrees(row.magnification(), sample.magnification())) {
      throw new DatasetException(
          "%s gives image %s the magnification %s, and the data set says %s."
              .formatted(row.where(), row.image(), row.magnification(), sample.magnification()));
    }
    return sample;
  }

  /** The official files write {@code 40} for {@code 40X}. */
  private static boolean agrees(String written, @Nullable String known) {
    return written.isEmpty()
        || known == null
        || Spelling.key(SampleField.MAGNIFICATION, written)
            .equals(Spelling.key(SampleField.MAGNIFICATION, known));
  }

  private static String fileName(String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return composed(name);
  }

  /** Some systems store ü as u and dots: the same name in other characters. */
  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
