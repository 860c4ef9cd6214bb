package org.parfocal.executor.spark.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.ConfigurationException;

class PassedSettingsTest {
  @Test
  void settingsOfMachinesAndNetworksArePassedOn() {
    assertThat(
            PassedSettings.checked(
                List.of(
                    " spark.executor.memory=4g",
                    "spark.executor.cores=8",
                    "spark.dynamicAllocation.enabled=true",
                    "spark.network.timeout=600s",
                    "spark.driver.host=10.0.0.7",
                    "spark.ui.enabled=false",
                    "spark.executor.resource.gpu.amount=1",
                    "spark.yarn.queue=a=b")))
        .containsEntry("spark.executor.memory", "4g")
        .containsEntry("spark.yarn.queue", "a=b")
        .hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.jars=evil.jar",
        "spark.jars.packages=a:b:c",
        "spark.plugins=x.Y",
        "spark.extraListeners=x.Y",
        "spark.driver.extraJavaOptions=-javaagent:x.jar",
        "spark.executor.defaultJavaOptions=-javaagent:x.jar",
        "spark.executor.extraClassPath=/x",
        "spark.executor.extraLibraryPath=/x",
        "spark.executorEnv.LD_PRELOAD=/x.so",
        "spark.yarn.appMasterEnv.LD_PRELOAD=/x.so",
        "spark.executor.resource.gpu.discoveryScript=/x",
        "spark.serializer=x.Y",
        "spark.archives=x.zip",
        "spark.files=x",
        "spark.pyspark.python=/x",
        "spark.kubernetes.container.image=x",
        "spark.kubernetes.executor.podTemplateFile=x",
        "spark.shuffle.manager=x.Y",
        "spark.io.compression.codec=x.Y",
        "spark.hadoop.fs.x.impl=x.Y",
        "spark.ui.filters=x.Y"
      })
  void whatNamesCodeIsRefused(String setting) {
    assertThatThrownBy(() -> PassedSettings.checked(List.of(setting)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(setting.replaceFirst("=.*", ""))
        .hasMessageContaining("spark-defaults.conf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory=4g", "spark.executor.memory", "spark.x=a\nspark.jars=b", ""})
  void whatIsNoSettingIsRefused(String setting) {
    assertThatThrownBy(() -> PassedSettings.checked(List.of(setting)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("spark.NAME=VALUE");
  }

  @Test
  void whatTheExecutorDecidesOrStandsTwiceIsRefused() {
    assertThatThrownBy(() -> PassedSettings.checked(List.of("spark.master=local")))
        .hasMessageContaining("executor's options");
    assertThatThrownBy(() -> PassedSettings.checked(List.of("spark.ui.port=1", "spark.ui.port=2")))
        .hasMessageContaining("twice");
  }
}
