package org.parfocal.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroughtJobTest {
  @TempDir Path folder;

  private Path zip(String... names) throws IOException {
    Path zip = folder.resolve("job.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(("of " + name).getBytes(StandardCharsets.UTF_8));
      }
    }
    return zip;
  }

  @Test
  void theFilesOfAJobAreThereAgain() throws IOException {
    Path into = folder.resolve("job");

    BroughtJob.unpack(zip("job.json", "model/head/w.bin"), into);

    assertThat(into.resolve("job.json")).hasContent("of job.json");
    assertThat(into.resolve("model/head/w.bin")).hasContent("of model/head/w.bin");
  }

  @Test
  void aRecordThatIsNotThereOrTooLargeIsRefused() throws IOException {
    assertThatThrownBy(() -> BroughtJob.record(zip("predictions.csv")))
        .hasMessage("it holds no record");
    Path zip = folder.resolve("large.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("job.json"));
      out.write(new byte[(16 << 20) + 1]);
    }
    assertThatThrownBy(() -> BroughtJob.record(zip))
        .hasMessage("its record is larger than 16777216 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other", "model/../../other", "/other", "folder/", "."})
  void whatIsNoFileOfAJobIsRefused(String name) throws IOException {
    Path zip = zip(name.endsWith("/") ? new String[] {name} : new String[] {"job.json", name});

    assertThatThrownBy(() -> BroughtJob.unpack(zip, folder.resolve("job")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no file of a job: " + name);
    assertThat(folder.resolve("other")).doesNotExist();
  }
}
