package org.parfocal.dataset.breakhis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;
import org.parfocal.api.OutputException;

class BreakhisFetcherTest {
  private static final List<String> IMAGES =
      List.of(
          "SOB_M_DC-14-2523-40-010.png",
          "SOB_B_A-14-22549AB-400-002.png",
          "SOB_B_F-14-25197-100-001.png");

  @TempDir Path scratch;
  @TempDir Path folder;
  private byte[] archive = {};
  private FlakyServer server;
  private final BreakhisFetcher fetcher =
      new BreakhisFetcher(
          PublishedCounts.of(
              IMAGES.stream().map(name -> BreakhisName.parse(name).orElseThrow()).toList()),
          Duration.ZERO);

  BreakhisFetcherTest() throws IOException {
    server = new FlakyServer(new byte[0]);
  }

  @BeforeEach
  void serve() throws IOException {
    archive = new ArchiveOf(scratch).text("BreaKHis_v1/README.txt").images(IMAGES).closed();
    server.content = archive;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsTermsAndThePublishersAddress() {
    assertThat(new BreakhisFetcher().terms())
        .contains("CC BY 4.0", "non-commercial", "Spanhol", "2016", "4 GB");
    assertThat(new BreakhisFetcher().locations())
        .containsExactly(URI.create("http://www.inf.ufpr.br/vri/databases/BreaKHis_v1.tar.gz"));
  }

  @Test
  void downloadsUnpacksAndRecordsTheChecksum() throws Exception {
    List<Double> shares = new ArrayList<>();
    fetcher.fetch(List.of(server.uri("/moved")), folder, shares::add);

    assertInstalled();
    assertThat(folder.resolve("BreaKHis_v1/README.txt")).doesNotExist();
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    assertThat(folder.resolve("BreaKHis_v1.tar.gz.sha256"))
        .hasContent(sha256 + "  BreaKHis_v1.tar.gz");
    assertThat(shares).isSorted().endsWith(1.0);
    try (Stream<Path> content = Files.list(folder)) {
      assertThat(content.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "BreaKHis_v1", "BreaKHis_v1.tar.gz", "BreaKHis_v1.tar.gz.sha256");
    }
  }

  @Test
  void goesOnWhereTheConnectionBroke() {
    server.breakAfter = archive.length / 4;
    server.breaks = 2;

    fetcher.fetch(List.of(server.uri("/file")), folder, share -> {});

    assertInstalled();
    int quarter = archive.length / 4;
    assertThat(server.requests)
        .containsExactly("null", "bytes=" + quarter + "-", "bytes=" + 2 * quarter + "-");
  }

  @Test
  void goesOnInALaterRun() throws IOException {
    leaveHalf("\"one\"");

    fetcher.fetch(List.of(server.uri("/file")), folder, share -> {});

    assertInstalled();
    assertThat(server.requests).containsExactly("bytes=" + archive.length / 2 + "-");
  }

  @Test
  void startsAnewIfTheServerHasAnotherFileNow() throws IOException {
    leaveHalf("\"older\"");
    Files.write(folder.resolve("BreaKHis_v1.tar.gz.part"), new byte[archive.length / 2]);

    fetcher.fetch(List.of(server.uri("/file")), folder, share -> {});

    assertInstalled();
  }

  @Test
  void startsAnewIfTheServerKnowsNoRanges() throws IOException {
    leaveHalf("\"one\"");
    server.ranges = false;

    fetcher.fetch(List.of(server.uri("/file")), folder, share -> {});

    assertInstalled();
  }

  @Test
  void takesUpACompletePart() throws IOException {
    leaveHalf("\"one\"");
    Files.write(folder.resolve("BreaKHis_v1.tar.gz.part"), archive);

    fetcher.fetch(List.of(server.uri("/file")), folder, share -> {});

    assertInstalled();
  }

  @Test
  void takesTheNextMirrorIfOneFails() {
    fetcher.fetch(
        List.of(server.uri("/gone"), server.uri("/busy"), server.uri("/file")),
        folder,
        share -> {});

    assertInstalled();
    assertThat(server.requests).containsExactly("busy", "busy", "busy", "busy", "busy", "null");
  }

  @Test
  void saysWhatEachLocationAnswered() {
    URI file = scratch.resolve("none.tar.gz").toUri();
    assertThatThrownBy(
            () ->
                fetcher.fetch(
                    List.of(server.uri("/gone"), file, URI.create("ftp://host/x")),
                    folder,
                    share -> {}))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(server.uri("/gone") + ": it answered with status 404.")
        .hasMessageContaining(file + ": there is no such file.")
        .hasMessageContaining("ftp://host/x: only file, http and https");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void takesALocalFileWithoutCopyingOrChangingIt() throws IOException {
    Path local = Files.write(scratch.resolve("mine.tar.gz"), archive);

    fetcher.fetch(List.of(local.toUri(), server.uri("/file")), folder, share -> {});

    assertInstalled();
    assertThat(local).hasBinaryContent(archive);
    assertThat(folder.resolve("mine.tar.gz.sha256")).exists();
    assertThat(server.requests).isEmpty();
  }

  @Test
  void doesNotFetchWhatIsThere() {
    fetcher.fetch(List.of(server.uri("/file")), folder, share -> {});
    fetcher.fetch(List.of(), folder, share -> {});
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void refusesToReplaceAnotherCopy() throws IOException {
    Files.createDirectories(folder.resolve("BreaKHis_v1"));

    assertThatThrownBy(() -> fetcher.fetch(List.of(server.uri("/file")), folder, share -> {}))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("0 of 3 images")
        .hasMessageContaining("Move it away");
  }

  @Test
  void refusesEntriesThatLeaveTheFolder() throws IOException {
    String image = "SOB_M_DC-14-2523-40-010.png";
    for (String path :
        List.of("../" + image, "BreaKHis_v1/../../" + image, "/etc/" + image, "C:/" + image)) {
      refuses(archive().image(path).closed(), "leads out of the data set's folder");
    }
    refuses(archive().image("BreaKHis_v1\\..\\" + image).closed(), "leads out");
    assertThat(folder.resolveSibling(image)).doesNotExist();
  }

  @Test
  void refusesLinks() throws IOException {
    refuses(archive().link("BreaKHis_v1", "/etc", true).closed(), "is a link or device");
    refuses(archive().link("BreaKHis_v1/", "/etc", true).closed(), "is a link or device");
    refuses(archive().link("BreaKHis_v1/passwd", "/etc/passwd", false).closed(), "is a link");
  }

  @Test
  void refusesHugeEntriesBeforeReadingThem() throws IOException {
    String path = BreakhisName.parse(IMAGES.get(0)).orElseThrow().path();
    refuses(
        archive().endingWithHugeEntry("BreaKHis_v1/" + path.replaceAll(".*/", ""), 7L << 30),
        "is said to have 7,516,192,768 bytes");
  }

  @Test
  void refusesHugeHeadersWhileReadingThem() throws IOException {
    byte[] longName = archive().text("x".repeat(70_000)).images(IMAGES).closed();
    refuses(longName, "the headers of an entry have more than 65536 bytes");
  }

  @Test
  void refusesGigabytesOfZerosBehindTheLastEntryWithoutReadingThem() throws IOException {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(member)) {
      zip.write(new byte[1 << 20]);
    }
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int number = 0; number < 40; number++) {
      member.writeTo(members);
    }
    refuses(members.toByteArray(), "it goes on after its last entry");
  }

  @Test
  void refusesImagesInWrongPlacesTwiceOrCut() throws IOException {
    refuses(
        archive().image("BreaKHis_v1/benign/SOB_M_DC-14-2523-40-010.png").closed(),
        "is not where BreaKHis has it");
    refuses(archive().images(IMAGES).images(IMAGES).closed(), "twice");
    String path = BreakhisName.parse(IMAGES.get(0)).orElseThrow().path();
    refuses(archive().file(path, new byte[100]).closed(), "not a complete PNG file");
  }

  @Test
  void refusesDamagedAndIncompleteArchives() throws IOException {
    refuses(Arrays.copyOf(archive, archive.length / 2), "it is damaged");
    byte[] flipped = archive.clone();
    flipped[archive.length - 6] ^= 1; // in the checksum at the end
    refuses(flipped, "it is damaged");
    refuses("<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8), "it is damaged");
    refuses(archive().images(IMAGES.subList(0, 2)).closed(), "2 of 3 images");
  }

  @Test
  void fallsBackToTheNextMirrorIfAnArchiveIsUnsound() throws IOException {
    Path local =
        Files.write(scratch.resolve("cut.tar.gz"), Arrays.copyOf(archive, archive.length - 9));

    fetcher.fetch(List.of(local.toUri(), server.uri("/file")), folder, share -> {});

    assertInstalled();
  }

  @Test
  void refusesAnArchiveThatDiffersFromTheRecordedOne() throws IOException {
    Files.writeString(folder.resolve("BreaKHis_v1.tar.gz.sha256"), "00  BreaKHis_v1.tar.gz\n");

    refuses(archive, "but 00 was recorded");
  }

  @Test
  void unpacksWhatAnEarlierRunDownloaded() throws IOException {
    Files.write(folder.resolve("BreaKHis_v1.tar.gz"), archive);
    Files.createDirectories(folder.resolve(".BreaKHis_v1.unpacking/BreaKHis_v1/old"));

    fetcher.fetch(List.of(server.uri("/file")), folder, share -> {});

    assertInstalled();
    assertThat(server.requests).isEmpty();
    assertThat(folder.resolve("BreaKHis_v1/old")).doesNotExist();
  }

  @Test
  void stopsWhenInterruptedAndKeepsTheArchive() throws IOException {
    Files.write(folder.resolve("BreaKHis_v1.tar.gz"), archive);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> fetcher.fetch(List.of(server.uri("/file")), folder, share -> {}))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(folder.resolve("BreaKHis_v1.tar.gz")).hasBinaryContent(archive);
    assertThat(server.requests).isEmpty();
  }

  private ArchiveOf archive() throws IOException {
    return new ArchiveOf(scratch);
  }

  private void refuses(byte[] content, String reason) throws IOException {
    server.content = content;
    assertThatThrownBy(() -> fetcher.fetch(List.of(server.uri("/file")), folder, share -> {}))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(reason);
    assertThat(folder.resolve("BreaKHis_v1")).doesNotExist();
    assertThat(folder.resolve(".BreaKHis_v1.unpacking")).doesNotExist();
  }

  private void leaveHalf(String validator) throws IOException {
    Files.write(
        folder.resolve("BreaKHis_v1.tar.gz.part"), Arrays.copyOf(archive, archive.length / 2));
    new PartialDownload(server.uri("/file").toString(), validator, archive.length)
        .write(folder.resolve("BreaKHis_v1.tar.gz.part.info"));
  }

  private void assertInstalled() {
    for (String name : IMAGES) {
      assertThat(folder.resolve(BreakhisName.parse(name).orElseThrow().path())).isRegularFile();
    }
    assertThat(folder.resolve("BreaKHis_v1.tar.gz.part")).doesNotExist();
    assertThat(folder.resolve("BreaKHis_v1.tar.gz.part.info")).doesNotExist();
    assertThat(folder.resolve(".BreaKHis_v1.unpacking")).doesNotExist();
  }
}
