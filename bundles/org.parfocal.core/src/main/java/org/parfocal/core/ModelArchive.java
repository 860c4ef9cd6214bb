package org.parfocal.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.parfocal.api.Dataset;
import org.parfocal.api.OutputException;
import org.parfocal.core.internal.store.ArchiveReader;
import org.parfocal.core.internal.store.ArchiveWriter;
import org.parfocal.core.internal.store.PackedImages;
import org.parfocal.core.internal.store.TemporaryFolder;

/** Models in one file (ZIP), unpacked into a temporary folder until it is closed. */
public final class ModelArchive implements AutoCloseable {
  private final TemporaryFolder folder;

  private ModelArchive(TemporaryFolder folder) {
    this.folder = folder;
  }

  /** Whether a file is named like an archive. */
  public static boolean isOne(Path file) {
    return Files.isRegularFile(file)
        && String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /**
   * Packs jobs.
   *
   * @param jobs folders of finished jobs, one or more
   * @param archive the file to write
   * @param withWeights whether the weights of frozen backbones are packed, too
   * @param together the files that belong to one of weights, with that one
   * @param images the data set whose images are packed, too, as a table and PNG files
   * @param pseudonyms take the place of the ids of patients and samples, if given
   * @throws OutputException if a job's files are damaged, or the archive cannot be written
   */
  public static void write(
      List<Path> jobs,
      Path archive,
      boolean withWeights,
      Function<Path, List<Path>> together,
      Optional<Dataset> images,
      Optional<Pseudonyms> pseudonyms) {
    new ArchiveWriter(withWeights, together, pseudonyms)
        .write(jobs, archive, images.map(dataset -> new PackedImages(dataset, pseudonyms)));
  }

  /**
   * Unpacks an archive, which may come from a stranger.
   *
   * @throws OutputException if it is damaged, or not what {@link #write} writes
   */
  public static ModelArchive open(Path archive) {
    ModelArchive opened = new ModelArchive(new TemporaryFolder("model"));
    try {
      ArchiveReader.unpack(archive, opened.folder());
      return opened;
    } catch (IOException e) {
      opened.close();
      throw new OutputException(
          "%s is no archive of models: %s.".formatted(archive, e.getMessage()), e);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** The folder of the images that are packed with the models, as the table reader reads it. */
  public Optional<Path> images() {
    return Optional.of(folder.path().resolve(PackedImages.FOLDER)).filter(Files::isDirectory);
  }

  /** Where the models are. */
  public Path folder() {
    return folder.path();
  }

  @Override
  public void close() {
    folder.close();
  }
}
