package org.parfocal.model.dann.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;

class DomainsTest {
  private final List<Sample> samples =
      List.of(
          PlantedFeatures.sample("a", 0, "p", "200X"),
          PlantedFeatures.sample("b", 1, "q", "40X"),
          PlantedFeatures.sample("c", 1, "q", "200X"),
          PlantedFeatures.sample("d", 1, "r", null));

  @Test
  void areTheMagnificationsInTheirOrder() {
    Domains domains = Domains.of("magnification", samples);

    assertThat(domains.names()).containsExactly("40X", "200X");
    assertThat(samples).extracting(domains::index).containsExactly(1, 0, 1, Domains.NONE);
    assertThat(domains.without(samples)).isEqualTo(1);
    assertThat(domains.index(PlantedFeatures.sample("e", 0, "p", "400X"))).isEqualTo(Domains.NONE);
  }

  @Test
  void canBeAnAttributeOrAFieldOfTheSample() {
    assertThat(Domains.of("institute", samples).names())
        .containsExactly("institute of p", "institute of q", "institute of r");
    assertThat(Domains.of("patient", samples).names()).containsExactly("p", "q", "r");
    assertThat(Domains.of("slide", samples).names()).containsExactly("p", "q", "r");
  }

  @Test
  void areReadBackFromTheirFacts() {
    Domains domains = Domains.of("institute", samples);

    assertThat(Domains.of(domains.facts())).isEqualTo(domains);
    assertThatThrownBy(() -> Domains.of(Map.of()))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("does not name its domains");
    assertThatThrownBy(() -> Domains.of(Map.of("domain", "magnification", "domain-0", "40X")))
        .isInstanceOf(OutputException.class);
  }

  @Test
  void mustBeTwoOrMore() {
    assertThatThrownBy(() -> Domains.of("magnification", List.of(samples.get(0), samples.get(2))))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("two domains or more")
        .hasMessageContaining("they are all 200X");
  }

  @Test
  void mustNotBeAsManyAsSamples() {
    List<Sample> many =
        IntStream.range(0, 300)
            .mapToObj(index -> PlantedFeatures.sample("s" + index, 0, "p" + index, "40X"))
            .toList();

    assertThatThrownBy(() -> Domains.of("patient", many))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("300 values of patient")
        .hasMessageContaining("256");
  }

  @Test
  void mustBeKnownOfSomeSample() {
    assertThatThrownBy(() -> Domains.of("institut", samples))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.domain is \"institut\"")
        .hasMessageContaining("institute, magnification, patient, slide");
    assertThatThrownBy(() -> Domains.of("magnification", List.of(samples.get(3))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.domain is magnification");
  }
}
