package org.parfocal.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.testkit.TestSamples;

class DomainsTest {
  private final List<Sample> samples =
      List.of(
          sample("a", 0, "p", "200X"),
          sample("b", 1, "q", "40X"),
          sample("c", 1, "q", "200X"),
          sample("d", 1, "r", null));

  @Test
  void areTheMagnificationsInTheirOrder() {
    Domains domains = Domains.of(new SampleField("magnification"), samples);

    assertThat(domains.names()).containsExactly("40X", "200X");
    assertThat(domains.labels(samples)).containsExactly(1, 0, 1, -1);
    assertThat(domains.labels(List.of(sample("e", 0, "p", "400X")))).containsExactly(-1);
  }

  @Test
  void canBeAnAttributeOrAFieldOfTheSample() {
    assertThat(Domains.of(new SampleField("institute"), samples).names())
        .containsExactly("institute of p", "institute of q", "institute of r");
    assertThat(Domains.of(new SampleField("patient"), samples).names())
        .containsExactly("p", "q", "r");
    assertThat(Domains.of(new SampleField("slide"), samples).names())
        .containsExactly("p", "q", "r");
  }

  @Test
  void areReadBackFromTheirFacts() {
    Domains domains = Domains.of(new SampleField("institute"), samples);

    assertThat(Domains.of(domains.facts())).isEqualTo(domains);
    assertThatThrownBy(() -> Domains.of(Map.of()))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("does not name its domains");
    assertThatThrownBy(() -> Domains.of(Map.of("domain", "magnification", "domain-0", "40X")))
        .isInstanceOf(OutputException.class);
  }

  @Test
  void mustBeTwoOrMore() {
    assertThatThrownBy(
            () ->
                Domains.of(
                    new SampleField("magnification"), List.of(samples.get(0), samples.get(2))))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("two domains or more")
        .hasMessageContaining("they are all 200X");
  }

  @Test
  void mustNotBeAsManyAsSamples() {
    List<Sample> many =
        IntStream.range(0, 300)
            .mapToObj(index -> sample("s" + index, 0, "p" + index, "40X"))
            .toList();

    assertThatThrownBy(() -> Domains.of(new SampleField("patient"), many))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("300 values of patient")
        .hasMessageContaining("256");
  }

  @Test
  void mustBeKnownOfSomeSample() {
    assertThatThrownBy(() -> Domains.of(new SampleField("institut"), samples))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("field institut, which model.domain names")
        .hasMessageContaining("known: magnification, patient, slide, institute");
    assertThatThrownBy(() -> Domains.of(new SampleField("magnification"), List.of(samples.get(3))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("field magnification, which model.domain names");
  }

  private static Sample sample(
      String id, int label, String patient, @Nullable String magnification) {
    return TestSamples.sample(
        id, patient, label, magnification, Map.of("institute", "institute of " + patient));
  }
}
