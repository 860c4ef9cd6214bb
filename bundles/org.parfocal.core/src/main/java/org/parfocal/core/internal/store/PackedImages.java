package org.parfocal.core.internal.store;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.core.Pseudonyms;
import org.parfocal.core.text.Csv;

/**
 * The images of a data set as they go into an archive: as PNG files without what their own files
 * say beside the pixels, and a table of them, which the table reader reads.
 */
public final class PackedImages {
  /** The folder of an archive. */
  public static final String FOLDER = "images/";

  private static final String TABLE = "index.csv";
  private static final List<String> COLUMNS =
      List.of(
          "path",
          "label",
          "patient",
          "slide",
          "magnification",
          "microns_per_pixel",
          "place",
          "sample");

  private final Dataset dataset;
  private final Optional<Pseudonyms> pseudonyms;

  /**
   * Of all samples.
   *
   * @param pseudonyms take the place of the ids of patients and samples, if given; attributes are
   *     then left out, and a slide is called after its patient
   */
  public PackedImages(Dataset dataset, Optional<Pseudonyms> pseudonyms) {
    this.dataset = dataset;
    this.pseudonyms = pseudonyms;
  }

  /** Writes table and images. */
  void writeTo(PackedJob.Target target) throws IOException {
    if (dataset.samples().stream().anyMatch(sample -> sample.image().embeddingSize() > 0)) {
      throw new DatasetException(
          "The data set %s gives embeddings, and no images to pack; pack without --images, and hand on the files of the embeddings."
              .formatted(dataset.name()));
    }
    byte[] table = table().getBytes(StandardCharsets.UTF_8);
    target.file(FOLDER + TABLE, out -> out.write(table));
    for (int index = 0; index < dataset.samples().size(); index++) {
      RgbImage image = dataset.samples().get(index).image().read();
      target.file(FOLDER + name(index), out -> png(image, out));
    }
  }

  private String table() {
    TreeSet<String> attributes = new TreeSet<>();
    if (pseudonyms.isEmpty()) {
      dataset.samples().forEach(sample -> attributes.addAll(sample.attributes().keySet()));
      attributes.removeIf(name -> COLUMNS.contains(name) || name.isBlank());
    }
    List<String> header = new ArrayList<>(COLUMNS);
    header.addAll(attributes);
    List<List<?>> rows = new ArrayList<>();
    for (int index = 0; index < dataset.samples().size(); index++) {
      Sample sample = dataset.samples().get(index);
      List<@Nullable Object> row = new ArrayList<>(row(index, sample));
      attributes.forEach(name -> row.add(sample.attributes().get(name)));
      rows.add(row);
    }
    return Csv.text(header, rows);
  }

  private List<Object> row(int index, Sample sample) {
    String patient =
        pseudonyms.map(names -> names.patient(sample.patient())).orElse(sample.patient());
    String place = sample.place();
    return List.of(
        name(index),
        dataset.classes().get(sample.label()),
        patient,
        pseudonyms.isPresent() ? patient : sample.slide(),
        sample.magnification() == null ? "" : sample.magnification(),
        sample.micronsPerPixel().isPresent() ? sample.micronsPerPixel().getAsDouble() : "",
        place == null ? "" : pseudonyms.map(names -> names.sample(place)).orElse(place),
        pseudonyms.map(names -> names.sample(sample.id())).orElse(sample.id()));
  }

  private static String name(int index) {
    return "%06d.png".formatted(index + 1);
  }

  private static void png(RgbImage image, OutputStream out) throws IOException {
    int width = image.width();
    var raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(image.rgb(), image.rgb().length),
            width,
            image.height(),
            3 * width,
            3,
            new int[] {0, 1, 2},
            null);
    ComponentColorModel rgb =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    if (!ImageIO.write(new BufferedImage(rgb, raster, false, null), "png", out)) {
      throw new IOException("this Java writes no PNG files");
    }
  }
}
