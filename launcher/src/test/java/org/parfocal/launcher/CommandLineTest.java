package org.parfocal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  @Test
  void theRestIsTheCommandsOwn() throws Exception {
    CommandLine line = read("run", "a.yaml", "--fail-fast");

    assertThat(line.rest()).containsExactly("run", "a.yaml", "--fail-fast");
    assertThat(line.device()).isEqualTo(Device.AUTO);
    assertThat(line.verbose()).isFalse();
  }

  @Test
  void optionsStandInFrontInAnyOrder() throws Exception {
    assertThat(read("--device", "cuda", "--verbose", "run").device()).isEqualTo(Device.CUDA);
    assertThat(read("--device", "cuda", "--verbose", "run").verbose()).isTrue();
    assertThat(read("--verbose", "--device=CPU", "run").device()).isEqualTo(Device.CPU);
    assertThat(read("--verbose", "--device=CPU", "run").rest()).containsExactly("run");
  }

  @Test
  void optionsStandAfterTheCommandToo() throws Exception {
    CommandLine line = read("run", "--verbose", "a.yaml", "--device", "cuda", "seeds=[1]");

    assertThat(line.device()).isEqualTo(Device.CUDA);
    assertThat(line.verbose()).isTrue();
    assertThat(line.rest()).containsExactly("run", "a.yaml", "seeds=[1]");
    assertThat(read("run", "a.yaml", "--device=cpu").device()).isEqualTo(Device.CPU);
  }

  @Test
  void theOptionWinsOverTheVariable() throws Exception {
    Map<String, String> environment = Map.of("PARFOCAL_DEVICE", "cuda");

    assertThat(CommandLine.of(new String[] {"run"}, environment).device()).isEqualTo(Device.CUDA);
    assertThat(CommandLine.of(new String[] {"--device", "cpu"}, environment).device())
        .isEqualTo(Device.CPU);
  }

  @Test
  void otherDevicesAreRefused() {
    assertThatThrownBy(() -> read("--device", "gpu", "run"))
        .isInstanceOf(LaunchException.class)
        .hasMessage("--device is \"gpu\"; it can be auto, cpu, cuda.");
    assertThatThrownBy(() -> read("run", "a.yaml", "--device", "gpu"))
        .hasMessage("--device is \"gpu\"; it can be auto, cpu, cuda.");
    assertThatThrownBy(() -> read("--device")).hasMessageContaining("--device is \"\"");
    assertThatThrownBy(() -> CommandLine.of(new String[0], Map.of("PARFOCAL_DEVICE", "cuda:1")))
        .hasMessageContaining("The environment variable PARFOCAL_DEVICE is \"cuda:1\"");
  }

  @Test
  void programsAreThoseOfTheVariableAndOfTheOptions(@TempDir Path folder) throws Exception {
    Path program = Files.createFile(folder.resolve("forest.py"));
    CommandLine line =
        CommandLine.of(
            new String[] {
              "run", "--allow-program", program.toString(), "a.yaml", "--allow-program=" + folder
            },
            Map.of("PARFOCAL_PROGRAMS", "/tmp:"));

    assertThat(line.programs()).containsExactly(Path.of("/tmp"), program, folder);
    assertThat(line.rest()).containsExactly("run", "a.yaml");
    assertThat(read("run").programs()).isEmpty();
    assertThatThrownBy(() -> read("--allow-program", folder + "/gone", "run"))
        .isInstanceOf(LaunchException.class)
        .hasMessageStartingWith(
            "--allow-program names \"" + folder + "/gone\"; it must name a program");
    assertThatThrownBy(() -> read("run", "--allow-program")).hasMessageContaining("names \"\"");
    assertThatThrownBy(() -> CommandLine.of(new String[0], Map.of("PARFOCAL_PROGRAMS", "/gone/x")))
        .hasMessageStartingWith("The environment variable PARFOCAL_PROGRAMS names \"/gone/x\"");
  }

  private static CommandLine read(String... arguments) throws LaunchException {
    return CommandLine.of(arguments, Map.of());
  }
}
