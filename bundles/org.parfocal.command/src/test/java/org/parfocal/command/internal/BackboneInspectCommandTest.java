package org.parfocal.command.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.BackboneFile;
import org.parfocal.api.ConfigurationException;

class BackboneInspectCommandTest {
  private final StringWriter out = new StringWriter();
  private final BackboneFile format =
      new BackboneFile() {
        @Override
        public boolean reads(Path file) {
          return file.toString().endsWith(".net");
        }

        @Override
        public Map<String, Object> describe(Path file) {
          return Map.of("image-size", 224);
        }

        @Override
        public List<Path> parts(Path file) {
          return List.of(file);
        }
      };

  @Test
  void showsWhatTheFileSaysAsTextOrJson() {
    command(List.of(format)).call();
    assertThat(out.toString()).matches("image-size +224\\s+");

    BackboneInspectCommand json = command(List.of(format));
    json.json = true;
    json.call();
    assertThat(out.toString()).endsWith("{\"image-size\":224}" + System.lineSeparator());
  }

  @Test
  void saysIfNothingReadsIt() {
    assertThatThrownBy(() -> command(List.of()).call())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("a.net");
  }

  private BackboneInspectCommand command(List<BackboneFile> formats) {
    BackboneInspectCommand command =
        new BackboneInspectCommand(() -> formats, Terminal.to(out, new StringWriter(), false));
    command.file = Path.of("a.net");
    return command;
  }
}
