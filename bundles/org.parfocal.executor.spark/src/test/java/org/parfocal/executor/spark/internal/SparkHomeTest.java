package org.parfocal.executor.spark.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;

class SparkHomeTest {
  @TempDir Path folder;

  private Path spark(String name, String jar) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("jars").resolve(jar));
    return home;
  }

  @Test
  void theOptionGoesBeforeTheVariableAndThatBeforeTheDistributionsOwn() throws IOException {
    Path first = spark("first", "spark-core_2.13-4.2.0.jar");
    Path second = spark("second", "spark-core_2.13-4.1.1.jar");
    Path own = spark("own", "spark-core_2.13-4.0.0.jar");
    assertThat(SparkHome.found(first.toString(), second.toString(), own).version())
        .isEqualTo("4.2.0");
    assertThat(SparkHome.found("", second.toString(), own).version()).isEqualTo("4.1.1");
    assertThat(SparkHome.found("", "", own).folder()).isEqualTo(own);
  }

  @Test
  void otherVersionsOfSparkAndScalaAreRefusedByTheirNumbers() throws IOException {
    String older = spark("older", "spark-core_2.13-3.5.1.jar").toString();
    String scala = spark("scala", "spark-core_2.12-4.0.0.jar").toString();
    assertThatThrownBy(() -> SparkHome.found(older, "", folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Spark 3.5.1 for Scala 2.13");
    assertThatThrownBy(() -> SparkHome.found("", scala, folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("SPARK_HOME is " + scala)
        .hasMessageContaining("Spark 4.0.0 for Scala 2.12");
  }

  @Test
  void aFolderWithoutSparkAndNoFolderAtAllAreSaid() {
    assertThatThrownBy(() -> SparkHome.found(folder.toString(), "", folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("holds no Spark");
    assertThatThrownBy(() -> SparkHome.found("", "", folder.resolve("none")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("executor.spark-home")
        .hasMessageContaining("-Pspark");
  }
}
