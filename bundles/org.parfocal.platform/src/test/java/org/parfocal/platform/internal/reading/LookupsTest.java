package org.parfocal.platform.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.ConfigurationException;

class LookupsTest {
  private final Lookups lookups =
      new Lookups(
          Map.of("DATA", "/data", "SNEAKY", "${script:js:1}", "LOOP", "${env:LOOP}"),
          name -> "size".equals(name) ? "64" : null);

  private String fill(String text) {
    Problems problems = new Problems();
    Setting leaf =
        lookups.fill(new Setting("key", Setting.leaf("key", text, Origin.DEFAULTS)), problems);
    problems.throwIfAny();
    return leaf.text().orElseThrow();
  }

  @Test
  void onlyTwoLookupsExist() {
    assertThat(lookups.prefixes()).containsExactlyInAnyOrder("env", "sys");
    assertThat(lookups.interpolator().getLookups().keySet())
        .containsExactlyInAnyOrder("env", "sys");
  }

  @Test
  void variablesAndDefaultsAreFilledIn() {
    assertThat(fill("${env:DATA}/x")).isEqualTo("/data/x");
    assertThat(fill("${sys:size}")).isEqualTo("64");
    assertThat(fill("${env:ABSENT:-data/BreaKHis_v1}")).isEqualTo("data/BreaKHis_v1");
    assertThat(fill("${env:ABSENT:-}")).isEmpty();
    assertThat(fill("a $ b {c}")).isEqualTo("a $ b {c}");
  }

  @Test
  void aVariableThatIsNotSetIsAnError() {
    assertThatThrownBy(() -> fill("${env:ABSENT}/x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("key uses ${env:ABSENT}, which is not set")
        .hasMessageContaining("${env:ABSENT:-value}");
  }

  @Test
  void variablesInLongTextsAreRefused() {
    assertThatThrownBy(() -> fill("${env:DATA}".repeat(1000)))
        .hasMessageContaining("has ${…} in a text of 11000 letters; 10000 are allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${script:javascript:java.lang.System.setProperty('parfocal.pwned','yes')}",
        "${url:UTF-8:http://127.0.0.1:9/}",
        "${dns:address|localhost}",
        "${file:UTF-8:/etc/passwd}",
        "${const:java.lang.Integer.MAX_VALUE}",
        "${java:version}",
        "${base64Decoder:aGk=}",
        "${xml:/etc/x:/y}",
        "${properties:x::y}",
        "${resourceBundle:x:y}",
        "${date:yyyy}",
        "${localhost:name}",
        "${dataset.path}",
        "${script:js:1:-none}",
        "${env:SNEAKY}",
        "${env:LOOP}"
      })
  void everyOtherLookupStaysUnexecutedAndIsAnError(String text) {
    assertThatThrownBy(() -> fill(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("key uses ");
    assertThat(System.getProperty("parfocal.pwned")).isNull();
  }

  @Test
  void layersInterpolateWithTheseLookupsOnly() {
    Problems problems = new Problems();
    Setting root =
        new Layers(lookups, (section, key) -> false, problems)
            .tree(
                Setting.mapping(
                    "",
                    List.of(Setting.leaf("a", "${java:version}", Origin.DEFAULTS)),
                    Origin.DEFAULTS))
            .combined();
    assertThat(root.child("a").orElseThrow().text()).contains("${java:version}");
    assertThat(problems.count()).isEqualTo(1);
  }
}
