package org.parfocal.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.Sha256;
import org.parfocal.core.internal.store.JobRecord.StoredFile;

class EmbeddingFileTest {
  @TempDir Path folder;

  @Test
  void readsBackBitForBit() throws IOException {
    Random random = new Random(3);
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < 300; row++) {
      float[] values = new float[7];
      for (int column = 0; column < values.length; column++) {
        values[column] = Float.intBitsToFloat(random.nextInt());
      }
      rows.add(values);
    }
    List<float[]> read = read(bytes(rows));

    assertThat(read).hasSameSizeAs(rows);
    for (int row = 0; row < rows.size(); row++) {
      assertThat(read.get(row)).containsExactly(rows.get(row));
    }
  }

  /** Each of these would ask for gigabytes, or for more than the file holds. */
  @ParameterizedTest
  @CsvSource({
    "'(2, 3)', '(999999999, 999999999)'",
    "'(2, 3)', '(999999999, 0)'",
    "'(2, 3)', '(9999999999, 3)'",
    "'(2, 3)', '(-2, 3)'",
    "'(2, 3)', '(3, 3)'",
    "'(2, 3)', '(1, 3)'",
    "'(2, 3)', '(2,)'",
    "'(2, 3)', '(2, 3, 1)'",
    "<f4, >f4",
    "<f4, <f8",
    "<f4, |O8",
    "False, True",
    "descr, other",
  })
  void refusesAnotherHeader(String from, String to) throws IOException {
    byte[] sound = bytes(List.of(new float[] {1, 2, 3}, new float[] {4, 5, 6}));
    assertThat(read(sound)).hasSize(2);
    String header = new String(sound, 10, 118, StandardCharsets.ISO_8859_1);
    String changed = header.replace(from, to);
    int longer = changed.length() - header.length();
    assertThat(changed).isNotEqualTo(header);
    String padded =
        longer >= 0
            ? changed.replace(" ".repeat(longer) + "\n", "\n")
            : changed.replace("\n", " ".repeat(-longer) + "\n");
    byte[] hostile = sound.clone();
    System.arraycopy(padded.getBytes(StandardCharsets.ISO_8859_1), 0, hostile, 10, 118);

    assertThatThrownBy(() -> read(hostile))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("header");
  }

  @Test
  void noticesEveryChangedByteAndLength() throws IOException {
    byte[] sound = bytes(List.of(new float[] {1, 2, 3}, new float[] {4, 5, 6}));
    StoredFile expected = new StoredFile(sound.length, Sha256.of(sound));
    Path file = folder.resolve("embeddings.npy");
    for (int index = 0; index < sound.length; index++) {
      byte[] changed = sound.clone();
      changed[index] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(() -> EmbeddingFile.read(file, expected))
          .as("byte %d", index)
          .isInstanceOf(IOException.class);
    }
    for (int length : new int[] {0, 5, 9, 10, 60, sound.length - 1, sound.length + 1}) {
      byte[] cut = Arrays.copyOf(sound, length);
      Files.write(file, cut);
      assertThatThrownBy(() -> EmbeddingFile.read(file, expected)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> read(cut)).as("length %d", length).isInstanceOf(IOException.class);
    }
  }

  private static byte[] bytes(List<float[]> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EmbeddingFile.write(rows, out);
    return out.toByteArray();
  }

  /** As if whoever wrote the file had written the job's record too. */
  private List<float[]> read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("embeddings.npy"), bytes);
    return EmbeddingFile.read(file, new StoredFile(bytes.length, Sha256.of(bytes)));
  }
}
