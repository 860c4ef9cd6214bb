package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DigestTest {
  /** Files of decoded pixels hold these keys: another form would make all of them worthless. */
  @Test
  void isTheHashOfTheTextAlone() {
    ByteBuffer bytes = ByteBuffer.allocate(Digest.BYTES);
    Digest.of("abc").write(bytes);

    assertThat(HexFormat.of().formatHex(bytes.array()))
        .as("example in FIPS 180-4")
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Digest.read(bytes.flip())).isEqualTo(Digest.of("abc"));
    assertThat(Digest.of(new byte[] {'a', 'b', 'c'})).isEqualTo(Digest.of("abc"));
    assertThat(Digest.of("abc").hex()).isEqualTo(HexFormat.of().formatHex(bytes.array()));
  }
}
