package org.parfocal.command.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;

class PredictTargetsTest {
  @TempDir Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    for (String job : List.of("study/plain/40X/seed-13", "study/plain/100X/seed-13")) {
      Files.createDirectories(folder.resolve(job));
      Files.writeString(folder.resolve(job).resolve("job.json"), "{}");
    }
    Files.createDirectories(folder.resolve("images/deep"));
    Files.writeString(folder.resolve("a=b.png"), "x");
  }

  private PredictTargets of(String... words) {
    return PredictTargets.of(
        List.of(words).stream()
            .map(word -> word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word)
            .toList());
  }

  @Test
  void modelsComeFirstAndImagesFollow() {
    PredictTargets targets = of("@study/plain/40X/seed-13", "@study/plain", "@images", "@a=b.png");
    assertThat(targets.models())
        .containsExactly(folder.resolve("study/plain/40X/seed-13"), folder.resolve("study/plain"));
    assertThat(targets.images())
        .containsExactly(folder.resolve("images"), folder.resolve("a=b.png"));
    assertThat(targets.dataset()).isEmpty();
  }

  @Test
  void aReaderIsNamedWithItsOptions() {
    PredictTargets targets = of("@study/plain", "table", "path=x.csv");
    assertThat(targets.dataset()).contains("table");
    assertThat(targets.settings()).containsExactly("path=x.csv");
    assertThat(of("@study/plain", "new/study.yaml").dataset()).contains("new/study.yaml");
    // Whoever gives options means a reader, even if a folder has its name.
    String images = folder.resolve("images").toString();
    assertThat(of("@study/plain", "@images", "path=x").dataset()).contains(images);
  }

  @Test
  void nothingToPredictIsToldAndSoIsAnImageThatIsNotThere() {
    assertThatThrownBy(() -> of("@study/plain").orElsePacked(List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("what is to be predicted");
    assertThatThrownBy(() -> of("@study/plain", "@images", "@gone.png"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gone.png does not exist");
  }
}
