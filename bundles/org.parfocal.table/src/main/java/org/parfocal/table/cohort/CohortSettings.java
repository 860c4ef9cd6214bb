package org.parfocal.table.cohort;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parfocal.table.Delimiter;

/**
 * What a study says of a cohort's table. The components are the options of a reader by these names.
 *
 * @param noun what a row stands for: image, embedding
 * @param path the table, or a folder that holds an {@code index.csv}
 * @param root folder of the files, relative to the table's folder; blank for that folder
 * @param classes in label order; none for the labels of the table
 * @param delimiter between two values
 * @param sameAs names whose other spellings are the same
 * @param asWritten names that are meant as they are written
 * @param micronsPerPixel of magnifications, as {@code 40X=0.25}, for rows that do not tell it
 * @param name of the data set; blank for the file's
 * @param columns the fields that the reader knows, with the names of their columns
 * @param required fields that every row must have
 */
public record CohortSettings(
    String noun,
    String path,
    String root,
    List<String> classes,
    Delimiter delimiter,
    List<String> sameAs,
    List<String> asWritten,
    List<String> micronsPerPixel,
    String name,
    Map<CohortField, String> columns,
    Set<CohortField> required) {
  public CohortSettings {
    classes = classes.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
    sameAs = List.copyOf(sameAs);
    asWritten = List.copyOf(asWritten);
    micronsPerPixel = List.copyOf(micronsPerPixel);
    columns = Collections.unmodifiableMap(new EnumMap<>(columns));
    required = Collections.unmodifiableSet(EnumSet.copyOf(required));
  }

  boolean requires(CohortField field) {
    return required.contains(field);
  }
}
