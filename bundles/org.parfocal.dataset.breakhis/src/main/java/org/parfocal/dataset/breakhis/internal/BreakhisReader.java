package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Choice;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.FieldNames;
import org.parfocal.api.NameChoice;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.Sha256;
import org.parfocal.dataset.breakhis.internal.BreakhisOptions.Labels;
import org.parfocal.dataset.breakhis.internal.BreakhisOptions.Patients;
import org.parfocal.dataset.breakhis.internal.BreakhisOptions.PixelSize;
import org.parfocal.imaging.ImageFolder;

/**
 * Reads BreaKHis (Spanhol et al., IEEE TBME 63(7), 2016) from its folders: one walk, no file is
 * opened.
 *
 * <p>A sample's id is its file name, as in the authors' fold files; its slide is the published
 * slide folder. Slide 14-13412 stands as ductal and as lobular carcinoma: two slide folders, one
 * patient.
 */
@Component(
    service = DatasetReader.class,
    configurationPid = BreakhisReader.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "dataset", name = "breakhis")
@Designate(ocd = BreakhisOptions.class, factory = true)
public final class BreakhisReader implements DatasetReader {
  static final String PID = "org.parfocal.dataset.breakhis";

  static final String LICENCE =
      "BreaKHis: stated both as CC BY 4.0 and as non-commercial research with citation"
          + " (Spanhol et al. 2016)";

  private final BreakhisOptions options;

  @Activate
  public BreakhisReader(BreakhisOptions options) {
    this.options = options;
  }

  @Override
  public Dataset read() {
    Path root = folder(options.path());
    ImageSearch search = ImageSearch.in(root);
    refuse(search, root);
    List<ImageSearch.Found> images = new ArrayList<>(search.images());
    images.sort(Comparator.comparing(image -> image.name().fileName()));

    Patients patients = options.patients();
    Labels labels = options.labels();
    PixelSize pixels = options.microns_per_pixel();
    Sha256 manifest =
        new Sha256()
            .add("breakhis", Choice.name(patients), Choice.name(labels), Choice.name(pixels));
    NameChoice choice = new NameChoice(options.same_as(), options.as_written(), List.of());
    FieldNames names = patientNames(images, patients, choice);
    ImageFolder files = ImageFolder.of(root);
    List<Sample> samples = new ArrayList<>(images.size());
    for (ImageSearch.Found image : images) {
      Sample sample =
          sample(files, image, names.of(patients.patient(image.name().slide())), labels, pixels);
      // A name tells the whole place in the layout: wherever the path points, above or inside, the
      // same copy has one manifest.
      manifest.add(image.name().fileName(), Integer.toString(sample.label()), sample.patient());
      samples.add(sample);
    }
    Optional<ExportNote> export = exportNote(root, search);
    return new Dataset(
        export.map(note -> note.dataset() + " in BreaKHis layout").orElse("BreaKHis"),
        labels.classes(),
        samples,
        manifest.hex(),
        export.map(ExportNote::licence).orElse(LICENCE),
        Warnings.of(search, options.count_check() && export.isEmpty()),
        choice.asWritten());
  }

  /** A copy that was put together by hand may hold one slide under two ids. */
  private static FieldNames patientNames(
      List<ImageSearch.Found> images, Patients patients, NameChoice choice) {
    FieldNames names = new FieldNames(new SampleField("patient"), choice);
    images.forEach(image -> names.add(patients.patient(image.name().slide()), image.path()));
    names
        .refusal()
        .ifPresent(
            refusal -> {
              throw new DatasetException("In BreaKHis " + refusal);
            });
    return names;
  }

  private static Sample sample(
      ImageFolder files, ImageSearch.Found image, String patient, Labels labels, PixelSize pixels) {
    BreakhisName name = image.name();
    return new Sample(
        name.fileName(),
        files.file(image.path()),
        labels.label(name.subtype()),
        patient,
        name.slideFolder(),
        name.nominalMagnification(),
        pixels.micronsPerPixel(name.magnification()),
        null,
        Map.of(
            "subtype", name.subtype().name(),
            "year", name.slide().year(),
            "seq", name.sequence()));
  }

  private static Path folder(String text) {
    try {
      Path folder = Path.of(text);
      if (Files.isDirectory(folder)) {
        return folder.toRealPath();
      }
      throw new DatasetException(
          Files.exists(folder)
              ? folder + " is a file; unpack it and give the folder as the data set's path."
              : "The BreaKHis folder "
                  + folder.toAbsolutePath()
                  + " does not exist; correct the data set's path, or fetch BreaKHis first.");
    } catch (InvalidPathException | IOException e) {
      throw new DatasetException(
          "The data set's path '%s' cannot be used: %s.".formatted(text, e.getMessage()), e);
    }
  }

  private static void refuse(ImageSearch search, Path root) {
    if (!search.contradictions().isEmpty()) {
      throw new DatasetException(
          "File name and folder disagree below %s: %s; move each file to where it belongs."
              .formatted(root, search.contradictions()));
    }
    if (!search.repeated().isEmpty()) {
      throw new DatasetException(
          "An image name occurs in two places below %s: %s; set the data set's path to one copy."
              .formatted(root, search.repeated()));
    }
    if (search.images().isEmpty()) {
      String others =
          search.misnamed().isEmpty()
              ? ""
              : " (other images are there: %s)".formatted(search.misnamed());
      throw new DatasetException(
          "No BreaKHis image, such as SOB_M_DC-14-2523-40-010.png, was found below %s%s; correct the data set's path."
              .formatted(root, others));
    }
  }

  private static Optional<ExportNote> exportNote(Path root, ImageSearch search) {
    try {
      return ExportNote.find(root, search.exportNotes());
    } catch (IOException e) {
      throw new DatasetException(
          "The note %s below %s cannot be read: %s."
              .formatted(ExportNote.FILE, root, e.getMessage()),
          e);
    }
  }
}
