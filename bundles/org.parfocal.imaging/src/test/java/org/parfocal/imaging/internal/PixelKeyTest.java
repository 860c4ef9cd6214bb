package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PixelKeyTest {
  /** Files of decoded pixels hold these keys: another form would make all of them worthless. */
  @Test
  void isTheHashOfTheTextAlone() {
    ByteBuffer bytes = ByteBuffer.allocate(PixelKey.BYTES);
    PixelKey.of("abc").write(bytes);

    assertThat(HexFormat.of().formatHex(bytes.array()))
        .as("example in FIPS 180-4")
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(PixelKey.read(bytes.flip())).isEqualTo(PixelKey.of("abc"));
  }
}
