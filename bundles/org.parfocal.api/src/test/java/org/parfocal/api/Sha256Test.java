package org.parfocal.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The expected hashes are the examples that NIST publishes with FIPS 180-4. */
class Sha256Test {
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String TWO_BLOCKS =
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
  private static final String MILLION =
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

  @TempDir private Path folder;

  @Test
  void givesThePublishedHashes() {
    assertThat(new Sha256().hex()).isEqualTo(EMPTY);
    assertThat(Sha256.of("")).isEqualTo(EMPTY);
    assertThat(Sha256.of("abc")).isEqualTo(ABC);
    assertThat(Sha256.of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))
        .isEqualTo(TWO_BLOCKS);
  }

  @Test
  void hashesAFileThatIsLongerThanABuffer() throws IOException {
    byte[] million = new byte[1_000_000];
    Arrays.fill(million, (byte) 'a');
    Path file = Files.write(folder.resolve("million"), million);

    assertThat(Sha256.ofFile(file)).isEqualTo(MILLION).isEqualTo(Sha256.of(million));
    assertThatIOException().isThrownBy(() -> Sha256.ofFile(folder.resolve("none")));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileOfTheSystemIsNotRead() throws IOException {
    Path version = Path.of("/proc/version");
    assertThat(Files.readString(version)).isNotEmpty();
    assertThat(Sha256.ofFile(version)).isEqualTo(EMPTY);
  }

  @Test
  void hashesAFileInAnInterruptedThread() throws IOException {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    Thread.currentThread().interrupt();
    try {
      assertThat(Sha256.ofFile(file)).isEqualTo(ABC);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void piecesGiveTheHashOfTheWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("b"), "b");
    Sha256 hash = new Sha256().add("a".getBytes(UTF_8)).addFile(file);
    try (InputStream in = hash.reading(new ByteArrayInputStream("c".getBytes(UTF_8)))) {
      assertThat(in.readAllBytes()).hasSize(1);
    }
    assertThat(hash.bytes()).isEqualTo(HexFormat.of().parseHex(ABC));
    assertThat(hash.hex()).as("begins anew").isEqualTo(EMPTY);
  }

  @Test
  void listsOfFieldsDoNotMeet() {
    List<Sha256> lists =
        List.of(
            new Sha256(),
            new Sha256().add(new String[0]),
            new Sha256().add(""),
            new Sha256().add("", ""),
            new Sha256().add("ab"),
            new Sha256().add("a", "b"),
            new Sha256().add("", "ab"),
            new Sha256().add("ab", ""),
            new Sha256().add("b", "a"),
            new Sha256().add("a").add("b"),
            new Sha256().add("a\tb"),
            new Sha256().add("a\nb"),
            new Sha256().add("a\0b"),
            new Sha256().add("a", "\0\0\0\1b"),
            new Sha256().add("a\0\0\0\1b"));

    assertThat(lists).extracting(Sha256::hex).doesNotHaveDuplicates();
  }

  @Test
  void aListOfFieldsIsItsNumberAndEachLengthAndText() {
    byte[] spelled = "\0\0\0\2\0\0\0\2ä\0\0\0\1b".getBytes(UTF_8);

    assertThat(new Sha256().add("ä", "b").hex()).isEqualTo(Sha256.of(spelled));
  }
}
