package org.parfocal.dataset.features.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Function;
import org.parfocal.api.DatasetException;
import org.parfocal.table.Excerpt;
import org.parfocal.table.cohort.CohortField;
import org.parfocal.table.cohort.RowSource;

/** Finds the vectors of a table's rows. Its rows are asked for in their order. */
final class VectorRows implements RowSource<VectorPlace> {
  private static final String ENDING = ".h5";

  private final Path root;
  private final String all;
  private int rows;

  /**
   * Below a folder.
   *
   * @param all the file that holds the vectors of all rows; blank if there is none
   */
  VectorRows(Path root, String all) {
    this.root = root;
    this.all = all.strip();
  }

  @Override
  public VectorPlace of(Function<CohortField, String> cells) {
    int position = rows++;
    String written = all.isEmpty() ? file(cells) : all;
    Path relative = below(written);
    OptionalInt row = row(cells.apply(CohortField.ROW));
    if (!all.isEmpty() && row.isEmpty()) {
      row = OptionalInt.of(position);
    }
    String own = cells.apply(CohortField.SAMPLE);
    String place = relative.toString().replace('\\', '/');
    String id = !own.isEmpty() ? own : row.isPresent() ? place + "#" + row.getAsInt() : place;
    return new VectorPlace(root.resolve(relative), row, id);
  }

  @Override
  public String id(VectorPlace place) {
    return place.id();
  }

  private static String file(Function<CohortField, String> cells) {
    String path = cells.apply(CohortField.PATH);
    String slide = cells.apply(CohortField.SLIDE);
    if (path.isEmpty() && slide.isEmpty()) {
      throw new DatasetException(
          "neither a path nor a slide says which file of embeddings is meant; fill in a column path or slide, or name one file with dataset.vectors.");
    }
    return path.isEmpty() ? slide + ENDING : path;
  }

  private static OptionalInt row(String cell) {
    if (cell.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int row = Integer.parseInt(cell);
      if (row >= 0) {
        return OptionalInt.of(row);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new DatasetException(
        "'%s' is not a row of a file; write a whole number, 0 for the first one."
            .formatted(Excerpt.of(cell)));
  }

  private Path below(String text) {
    try {
      Path path = Path.of(text.replace('\\', '/')).normalize();
      Path relative = path.isAbsolute() && path.startsWith(root) ? root.relativize(path) : path;
      if (text.isBlank() || relative.isAbsolute() || relative.startsWith("..")) {
        throw new DatasetException(
            "the file '%s' is outside of the folder %s; give a path below that folder, or correct dataset.root."
                .formatted(Excerpt.of(text), root));
      }
      return relative;
    } catch (InvalidPathException e) {
      throw new DatasetException(
          "'%s' is not a valid path; correct it.".formatted(Excerpt.of(text.replace('\0', '?'))),
          e);
    }
  }
}
