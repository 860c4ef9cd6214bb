package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetReader;
import org.parfocal.testkit.DatasetReaderContract;
import org.parfocal.testkit.OptionValues;

class FolderReaderTest extends DatasetReaderContract {
  @TempDir Path folder;

  @Override
  protected DatasetReader reader() {
    String path = MadeImages.write(folder).toString();
    return new FolderReader(OptionValues.of(FolderReader.Options.class, Map.of("path", path)));
  }

  @Test
  void tellsClassesPatientsAndMagnificationsByTheFolders() {
    assertThat(reader().read().classes()).containsExactly("benign", "malignant");
    assertThat(reader().read().samples())
        .hasSize(24)
        .filteredOn(sample -> sample.patient().equals("p3"))
        .extracting(sample -> sample.label() + " " + sample.magnification())
        .containsExactly("1 100X", "1 200X");
  }
}
