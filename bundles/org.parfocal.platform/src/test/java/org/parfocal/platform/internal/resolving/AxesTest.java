package org.parfocal.platform.internal.resolving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.core.Selection;
import org.parfocal.core.Selection.Method;
import org.parfocal.core.Variant;
import org.parfocal.platform.internal.reading.Layers;
import org.parfocal.platform.internal.reading.Lookups;
import org.parfocal.platform.internal.reading.OptionPrefixes;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.YamlFile;

class AxesTest {
  private static final String BASE =
      """
      study: s
      dataset: {reader: table, path: /data}
      protocol: {split: holdout}
      backbone: {architecture: small-cnn}
      """;

  @Test
  void aValueDependsOnItsOwnNameTheSeedAndTheDrawAlone() {
    String epochs = "training.epochs: {integer: [1, 1000]}";
    String rate = "training.learning-rate: {log-uniform: [1e-5, 1e-1]}";
    List<?> alone = drawn("random: {draws: 5, %s}".formatted(epochs), "epochs");

    assertThat(alone).doesNotHaveDuplicates().hasSize(5);
    assertThat(drawn("random: {draws: 5, %s, %s}".formatted(rate, epochs), "epochs"))
        .isEqualTo(alone);
    assertThat(drawn("random: {draws: 9, %s}".formatted(epochs), "epochs").subList(0, 5))
        .isEqualTo(alone);
    assertThat(drawn("seeds: [13, 7]\nrandom: {draws: 5, %s}".formatted(epochs), "epochs"))
        .isEqualTo(alone);
    assertThat(drawn("random: {draws: 5, seed: 13, %s}".formatted(epochs), "epochs"))
        .isEqualTo(alone);
    assertThat(drawn("seeds: [7]\nrandom: {draws: 5, %s}".formatted(epochs), "epochs"))
        .isNotEqualTo(alone);
  }

  @Test
  void valuesFollowTheirDistribution() {
    String random =
        """
        random:
          draws: 500
          training.epochs: {integer: [1, 4]}
          training.learning-rate: {log-uniform: [1e-4, 1]}
          dataset.overlap: {uniform: [0.2, 0.6]}
        """;
    List<?> epochs = drawn(random, "epochs");
    List<?> rates = drawn(random, "learning-rate");
    List<?> overlaps =
        resolve(BASE + random).study().variants().stream()
            .<Object>map(variant -> section(variant, "dataset").get("overlap"))
            .toList();

    for (long value = 1; value <= 4; value++) {
      // 125 expected; four standard deviations are 39.
      assertThat(epochs.stream().filter(Long.valueOf(value)::equals).count()).isBetween(86L, 164L);
    }
    assertThat(rates).allSatisfy(rate -> assertThat((double) rate).isBetween(1e-4, 1.0));
    // The logarithm is uniform: its mean is the middle; four standard errors of the mean are 0.21.
    assertThat(
            rates.stream().mapToDouble(rate -> Math.log10((double) rate)).average().orElseThrow())
        .isCloseTo(-2, within(0.21));
    assertThat(overlaps).allSatisfy(overlap -> assertThat((double) overlap).isBetween(0.2, 0.6));
    assertThat(overlaps.stream().mapToDouble(overlap -> (double) overlap).average().orElseThrow())
        .isCloseTo(0.4, within(0.021));
  }

  @Test
  void variantsShareTheValuesOfTheOptionsThatTheyShare() {
    List<Variant> variants =
        resolve(
                BASE
                    + """
                    variants: {plain: {}, dann: {model: {strategy: dann}}}
                    random:
                      draws: 3
                      model.lambda-max: {uniform: [0, 1]}
                      training.epochs: {integer: [1, 1000]}
                    """)
            .study()
            .variants();

    assertThat(variants).hasSize(6);
    for (int draw = 0; draw < 3; draw++) {
      assertThat(section(variants.get(draw), "training"))
          .isEqualTo(section(variants.get(draw + 3), "training"));
      String epochs = "training.epochs=" + section(variants.get(draw), "training").get("epochs");
      assertThat(variants.get(draw).name()).isEqualTo("plain," + epochs);
      assertThat(variants.get(draw + 3).name())
          .isEqualTo(
              "dann,model.lambda-max=%s,%s"
                  .formatted(section(variants.get(draw + 3), "model").get("lambda-max"), epochs));
    }
  }

  @Test
  void aChoiceOfPluginDecidesWhichOtherOptionsAreDrawn() {
    List<Variant> variants =
        resolve(
                BASE
                    + """
                    random:
                      draws: 12
                      model.lambda-max: {uniform: [0, 1]}
                      model.strategy: {choice: [baseline, dann]}
                      training.epochs: {integer: [1, 1000]}
                    """)
            .study()
            .variants();

    assertThat(variants)
        .extracting(variant -> String.valueOf(section(variant, "model").get("strategy")))
        .contains("baseline", "dann");
    assertThat(variants)
        .allSatisfy(
            variant ->
                assertThat(variant.name().contains("lambda-max"))
                    .isEqualTo("dann".equals(section(variant, "model").get("strategy"))));
  }

  @Test
  void rulesLeaveOutWhatMeetsAllOfTheirSettings() {
    List<Variant> variants =
        resolve(
                BASE
                    + """
                    variants: {plain: {}, dann: {model: {strategy: dann}}}
                    grid: {training.epochs: [1, 2], training.learning-rate: [0.1, 1e-3]}
                    exclude:
                    - {training: {epochs: 2, learning-rate: 0.10}, model.strategy: baseline}
                    - {model.lambda-max: 1, training.epochs: 1}
                    """)
            .study()
            .variants();

    // The default of lambda-max is 1.0; plain has no such option.
    assertThat(variants)
        .extracting(Variant::name)
        .containsExactly(
            "plain,training.epochs=1,training.learning-rate=0.1",
            "plain,training.epochs=1,training.learning-rate=1e-3",
            "plain,training.epochs=2,training.learning-rate=1e-3",
            "dann,training.epochs=2,training.learning-rate=0.1",
            "dann,training.epochs=2,training.learning-rate=1e-3");
  }

  @Test
  void pointsAreTheOptionsOfTheirVariant() {
    ResolvedStudy resolved =
        resolve(
            BASE
                + """
                variants:
                  plain: {}
                  dann: {model: {strategy: dann}, select: {by: oracle, measure: brier}}
                grid: {model.lambda-max: [0.1, 1], backbone.width: [4, 8]}
                select: validation
                """);

    assertThat(resolved.study().selections())
        .containsExactly(
            new Selection(
                "plain",
                List.of("plain,backbone.width=4", "plain,backbone.width=8"),
                Method.VALIDATION,
                "auc"),
            new Selection(
                "dann",
                List.of(
                    "dann,model.lambda-max=0.1,backbone.width=4",
                    "dann,model.lambda-max=0.1,backbone.width=8",
                    "dann,model.lambda-max=1,backbone.width=4",
                    "dann,model.lambda-max=1,backbone.width=8"),
                Method.ORACLE,
                "brier"));
    String stored = new org.yaml.snakeyaml.Yaml().dump(resolved.study().configuration());
    assertThat(resolve(stored).study()).isEqualTo(resolved.study());
  }

  @Test
  void aVariantWithoutAxesIsReportedAsItIs() {
    ResolvedStudy resolved =
        resolve(
            BASE
                + """
                variants: {plain: {}, dann: {model: {strategy: dann}}}
                grid: {model.lambda-max: [0.1, 1]}
                select: leave-one-magnification-out
                """);

    assertThat(resolved.study().selections())
        .extracting(Selection::variant)
        .containsExactly("dann");
  }

  private static ResolvedStudy resolve(String text) {
    FakeCatalogue catalogue = FakeCatalogue.usual();
    Problems problems = new Problems();
    Layers layers =
        new Layers(new Lookups(Map.of(), name -> null), new OptionPrefixes(catalogue), problems)
            .tree(YamlFile.parse(text, "s.yaml", problems))
            .tree(StudyResolver.defaults(catalogue));
    return new StudyResolver(catalogue, (section, name) -> "", problems)
        .study(layers.combined(), "file-name");
  }

  private static List<?> drawn(String random, String option) {
    return resolve(BASE + random + "\n").study().variants().stream()
        .<Object>map(variant -> section(variant, "training").get(option))
        .toList();
  }

  private static Map<?, ?> section(Variant variant, String name) {
    return (Map<?, ?>) variant.section(name);
  }
}
