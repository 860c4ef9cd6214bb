package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetFetcher;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sections;

/**
 * Fetches BreaKHis from its publishers, a mirror or a file.
 *
 * <p>The publishers give no checksum, so an archive is sound if it unpacks to the published numbers
 * of whole images; its SHA-256 is written beside it, and a later archive must have the same. The
 * archive is kept: deleting 4 GB is the user's decision.
 */
@Component(service = DatasetFetcher.class, property = Sections.NAME_PROPERTY + "=breakhis")
public final class BreakhisFetcher implements DatasetFetcher {
  private static final String TOP = "BreaKHis_v1";
  private static final String ARCHIVE = TOP + ".tar.gz";
  private static final String STAGING = "." + TOP + ".unpacking";
  private static final double DOWNLOAD_SHARE = 0.8;
  private static final Duration STALL = Duration.ofSeconds(60);

  private final PublishedCounts published;
  private final Duration pause;

  @Activate
  public BreakhisFetcher() {
    this(PublishedCounts.BREAKHIS, Duration.ofSeconds(5));
  }

  BreakhisFetcher(PublishedCounts published, Duration pause) {
    this.published = published;
    this.pause = pause;
  }

  @Override
  public String terms() {
    return """
    BreaKHis 1.0: 7,909 breast histology images of 82 slides, about 4 GB, published by the
    Federal University of Paraná and the P&D Laboratory, Brazil.
    Its licence is stated in two ways: as CC BY 4.0, and as non-commercial research with
    citation. Keep to the stricter one unless the publishers tell you otherwise, do not pass the
    images on, and cite: F. A. Spanhol, L. S. Oliveira, C. Petitjean, L. Heutte, A Dataset for
    Breast Cancer Histopathological Image Classification, IEEE Transactions on Biomedical
    Engineering 63(7):1455-1462, 2016, doi:10.1109/TBME.2015.2496264.
    """;
  }

  @Override
  public List<URI> locations() {
    return List.of(URI.create("http://www.inf.ufpr.br/vri/databases/BreaKHis_v1.tar.gz"));
  }

  @Override
  public void fetch(List<URI> locations, Path directory, DoubleConsumer progress) {
    Path folder = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
      if (Files.exists(folder.resolve(TOP))) {
        requireComplete(folder.resolve(TOP));
      } else {
        fetchFirstSound(locations, folder, progress);
      }
      progress.accept(1);
    } catch (IOException e) {
      throw new OutputException(
          "The folder %s cannot be written: %s; choose another one.".formatted(folder, e), e);
    }
  }

  private void requireComplete(Path top) throws IOException {
    List<BreakhisName> names =
        ImageSearch.in(top.toRealPath()).images().stream().map(ImageSearch.Found::name).toList();
    published
        .difference(PublishedCounts.of(names))
        .ifPresent(
            difference -> {
              throw new OutputException(
                  "%s exists already and is not a complete BreaKHis: %s Move it away to download again."
                      .formatted(top, difference));
            });
  }

  private void fetchFirstSound(List<URI> locations, Path folder, DoubleConsumer progress)
      throws IOException {
    List<URI> candidates = new ArrayList<>(locations);
    Path kept = folder.resolve(ARCHIVE);
    if (Files.isRegularFile(kept)) {
      candidates.add(0, kept.toUri()); // downloaded by an earlier run that did not unpack it
    }
    List<String> failures = new ArrayList<>();
    for (URI location : candidates) {
      try {
        fetch(location, folder, progress);
        return;
      } catch (UnsoundArchiveException e) {
        failures.add("%s: %s.".formatted(location, e.getMessage()));
      }
    }
    throw new DatasetException(
        "No location serves a sound archive of BreaKHis; download it by hand and give its file.%n  %s"
            .formatted(String.join(System.lineSeparator() + "  ", failures)));
  }

  private void fetch(URI location, Path folder, DoubleConsumer progress)
      throws IOException, UnsoundArchiveException {
    if ("file".equals(location.getScheme())) {
      install(file(location), folder, progress);
      return;
    }
    if (!"http".equals(location.getScheme()) && !"https".equals(location.getScheme())) {
      throw new UnsoundArchiveException("only file, http and https can be fetched from");
    }
    Path archive = folder.resolve(ARCHIVE);
    try {
      new Download(archive, pause, STALL, done -> progress.accept(done * DOWNLOAD_SHARE))
          .from(location);
    } catch (IOException e) {
      throw new UnsoundArchiveException(String.valueOf(e.getMessage()), e);
    }
    install(archive, folder, done -> progress.accept(DOWNLOAD_SHARE + done * (1 - DOWNLOAD_SHARE)));
  }

  private static Path file(URI location) throws UnsoundArchiveException {
    try {
      Path file = Path.of(location);
      if (Files.isRegularFile(file)) {
        return file;
      }
      throw new UnsoundArchiveException("there is no such file");
    } catch (IllegalArgumentException e) {
      throw new UnsoundArchiveException("it is no path of a file", e);
    }
  }

  /** Unpacks beside the final place and moves the whole there once it has been checked. */
  private void install(Path archive, Path folder, DoubleConsumer progress)
      throws IOException, UnsoundArchiveException {
    Path staging = folder.resolve(STAGING);
    delete(staging);
    try {
      Files.createDirectory(staging);
      Unpacking.Result result = Unpacking.unpack(archive, staging, progress);
      String difference = published.difference(PublishedCounts.of(result.names())).orElse("");
      if (!difference.isEmpty()) {
        throw new UnsoundArchiveException("it holds " + difference.replaceFirst("\\.$", ""));
      }
      new RecordedChecksum(folder, archive).compareOrRecord(result.sha256());
      Files.move(staging.resolve(TOP), folder.resolve(TOP), StandardCopyOption.ATOMIC_MOVE);
    } catch (UnsoundArchiveException e) {
      setAside(archive, folder);
      throw e;
    } finally {
      delete(staging);
    }
  }

  /** A download that proved unsound must not be taken for a good one by the next run. */
  private static void setAside(Path archive, Path folder) throws IOException {
    if (archive.equals(folder.resolve(ARCHIVE))) {
      Files.move(
          archive,
          folder.resolve(ARCHIVE + ".unsound"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> content = Files.walk(folder)) {
      for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
