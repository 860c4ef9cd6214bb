package org.parfocal.imaging;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.table.TableRow;
import org.parfocal.table.TextTable;

/**
 * Places of pyramids that a file gives instead of a {@link Placement}: a row for each, with the
 * name of its image and the centre ({@code path,x,y}).
 */
public final class GivenPlaces {
  private static final List<String> COLUMNS = List.of("path", "x", "y");
  private static final int NAMED = 3;

  private final Path file;
  private final Map<String, List<Place>> places;
  private final Set<String> asked = new HashSet<>();

  private record Place(long line, Spot spot) {}

  private GivenPlaces(Path file, Map<String, List<Place>> places) {
    this.file = file;
    this.places = places;
  }

  /**
   * Reads the file.
   *
   * @param option what messages call its path, for example {@code dataset.places-file}
   * @param name its path; empty where a study gives none
   * @return empty without a name
   * @throws ConfigurationException if it cannot be a path
   * @throws DatasetException if it is no such table
   */
  public static Optional<GivenPlaces> read(String option, String name) {
    if (name.isBlank()) {
      return Optional.empty();
    }
    Path file;
    try {
      file = Path.of(name);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "%s '%s' is no path: %s.".formatted(option, name.replace('\0', '?'), e.getReason()));
    }
    Map<String, List<Place>> places = new LinkedHashMap<>();
    try (TextTable table = TextTable.open(file)) {
      List<String> header = table.next().map(TableRow::cells).orElse(List.of());
      if (!header.containsAll(COLUMNS)) {
        throw new DatasetException(
            "%s needs the columns path, x and y; it has %s."
                .formatted(file, String.join(", ", header)));
      }
      for (Optional<TableRow> row = table.next(); row.isPresent(); row = table.next()) {
        TableRow cells = row.get();
        Spot spot =
            new Spot(
                number(file, cells, header.indexOf("x")), number(file, cells, header.indexOf("y")));
        places
            .computeIfAbsent(cell(file, cells, header.indexOf("path")), image -> new ArrayList<>())
            .add(new Place(cells.line(), spot));
      }
    }
    return Optional.of(new GivenPlaces(file, places));
  }

  private static String cell(Path file, TableRow row, int column) {
    if (column >= row.cells().size() || row.cells().get(column).isEmpty()) {
      throw new DatasetException(
          "%s, line %d: the row lacks path, x or y; fill them in.".formatted(file, row.line()));
    }
    return row.cells().get(column);
  }

  private static double number(Path file, TableRow row, int column) {
    String text = cell(file, row, column);
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as what is not finite.
    }
    throw new DatasetException(
        "%s, line %d: '%s' is no number of pixels; give the centre of the place in pixels of the image."
            .formatted(file, row.line(), text));
  }

  /**
   * The places of an image; none if the file names none.
   *
   * @param image as the file writes it
   * @param widest edge of the widest field, which must lie inside the image
   * @throws DatasetException if one does not
   */
  public List<Spot> of(String image, ImageHeader header, double widest) {
    asked.add(image);
    List<Spot> spots = new ArrayList<>();
    for (Place place : places.getOrDefault(image, List.of())) {
      Spot spot = place.spot();
      if (Math.min(spot.x(), spot.y()) < widest / 2
          || spot.x() > header.width() - widest / 2
          || spot.y() > header.height() - widest / 2) {
        throw new DatasetException(
            "the widest patch, of %s pixels, around %s, %s (%s, line %d) reaches over the border of the image of %d×%d pixels; move the place, or leave out the coarsest level."
                .formatted(
                    widest,
                    spot.x(),
                    spot.y(),
                    file,
                    place.line(),
                    header.width(),
                    header.height()));
      }
      spots.add(spot);
    }
    return spots;
  }

  /**
   * Fails if the file names images that nobody asked for.
   *
   * @throws DatasetException with some of them
   */
  public void requireAllAsked() {
    TreeSet<String> left = new TreeSet<>(places.keySet());
    left.removeAll(asked);
    if (!left.isEmpty()) {
      throw new DatasetException(
          "%s has places of images that the data set does not have (%s); write their names as the data set does."
              .formatted(file, String.join(", ", left.stream().limit(NAMED).toList())));
    }
  }
}
