package org.parfocal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
  @TempDir Path home;

  @BeforeEach
  void lay() throws Exception {
    Files.createDirectory(home.resolve("features"));
    Files.createDirectory(home.resolve("repository"));
  }

  @Test
  void pluginsAreTheJarsOfAllPluginFoldersByName() throws Exception {
    Path own = Files.createDirectory(home.resolve("plugins"));
    Path other = Files.createDirectory(home.resolve("other"));
    Files.createFile(own.resolve("b.jar"));
    Files.createFile(own.resolve("a.jar"));
    Files.createFile(own.resolve("read.me"));
    Files.createFile(other.resolve("c.jar"));

    Distribution distribution = Distribution.at(home.toString(), File.pathSeparator + other);

    assertThat(distribution.plugins())
        .containsExactly(own.resolve("a.jar"), own.resolve("b.jar"), other.resolve("c.jar"));
  }

  @Test
  void theFolderForPluginsMayBeMissing() throws Exception {
    assertThat(Distribution.at(home.toString(), null).plugins()).isEmpty();
  }

  @Test
  void aFolderThatIsNoDistributionIsNamed() {
    assertThatThrownBy(() -> Distribution.at(home.resolve("x").toString(), null))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("is not a Parfocal distribution");
  }

  @Test
  void aMissingPluginFolderIsNamed() {
    assertThatThrownBy(() -> Distribution.at(home.toString(), home.resolve("x").toString()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("PARFOCAL_PLUGINS");
  }
}
