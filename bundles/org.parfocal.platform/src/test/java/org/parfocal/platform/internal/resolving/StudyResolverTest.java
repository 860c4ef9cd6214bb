package org.parfocal.platform.internal.resolving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.Variant;
import org.parfocal.platform.OptionDescription.Type;
import org.parfocal.platform.internal.reading.Layers;
import org.parfocal.platform.internal.reading.Lookups;
import org.parfocal.platform.internal.reading.OptionPrefixes;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.YamlFile;

class StudyResolverTest {
  private static final String BASE =
      """
      study: s
      dataset: {reader: table, path: /data}
      protocol: {split: holdout}
      backbone: {architecture: small-cnn}
      """;

  private final FakeCatalogue catalogue = FakeCatalogue.usual();

  private ResolvedStudy resolve(String text, String... arguments) {
    Problems problems = new Problems();
    Layers layers =
        new Layers(new Lookups(Map.of(), name -> null), new OptionPrefixes(catalogue), problems)
            .arguments(List.of(arguments))
            .tree(YamlFile.parse(text, "s.yaml", problems))
            .tree(StudyResolver.defaults(catalogue));
    return new StudyResolver(catalogue, (section, name) -> "", problems)
        .study(layers.combined(), "file-name");
  }

  private List<String> problems(String text, String... arguments) {
    try {
      resolve(text, arguments);
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  private static Map<?, ?> section(Variant variant, String name) {
    return (Map<?, ?>) variant.configuration().getOrDefault(name, Map.of());
  }

  private static ResolvedSection data(ResolvedStudy resolved, String name) {
    return Objects.requireNonNull(resolved.variants().get(0).sections().get(name)).get(0);
  }

  @Test
  void defaultsAreFilledInAndTyped() {
    ResolvedStudy resolved = resolve(BASE);

    assertThat(resolved.study().seeds()).containsExactly(13L);
    assertThat(resolved.study().directory()).isEqualTo(Path.of("studies/s").toAbsolutePath());
    assertThat(data(resolved, "dataset").values())
        .containsExactly(
            Map.entry("reader", "table"),
            Map.entry("path", "/data"),
            Map.entry("patients", 24L),
            Map.entry("names", List.of("a")),
            Map.entry("overlap", 0.2));
    assertThat(data(resolved, "dataset").properties().get("patients")).isEqualTo(24);
    assertThat(data(resolved, "dataset").properties().get("names")).isEqualTo(new String[] {"a"});
    assertThat(data(resolved, "protocol").properties())
        .containsEntry("test.patients", 0.2)
        .containsEntry("seed", 13L);
    assertThat(resolved.metrics())
        .singleElement()
        .satisfies(metric -> assertThat(metric.values()).containsEntry("draws", 1000L));
    Variant variant = resolved.study().variants().get(0);
    assertThat(variant.name()).isEqualTo("baseline");
    assertThat(variant.configuration().keySet())
        .isEqualTo(resolved.variants().get(0).sections().keySet())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.set(String.class))
        .containsExactly(
            "dataset",
            "protocol",
            "images",
            "transforms",
            "backbone",
            "training",
            "augmentation",
            "model");
    assertThat(section(variant, "training"))
        .isEqualTo(Map.of("epochs", 30L, "learning-rate", 0.001, "shuffle", true));
  }

  @Test
  void aResolvedConfigurationResolvesToItself() {
    ResolvedStudy first =
        resolve(
            BASE
                + """
                variants: {a: {}, b: {model: {strategy: dann}}}
                grid: {model.lambda-max: [0.1, 1e-2], training.epochs: [1, 2]}
                metrics: {classification: {draws: 5}}
                """);
    String stored = new org.yaml.snakeyaml.Yaml().dump(first.study().configuration());

    ResolvedStudy again = resolve(stored);

    assertThat(again.study()).isEqualTo(first.study());
  }

  @Test
  void valuesMayBeWrittenInAnyPlainWay() {
    ResolvedStudy resolved =
        resolve(
            BASE.replace("path: /data", "path: /data, patients: '1_000', names: x"),
            "training.learning-rate=3e-4",
            "training.shuffle=no",
            "seeds=[1, -2]",
            "protocol.test-patients=1");
    assertThat(data(resolved, "dataset").values())
        .containsEntry("patients", 1000L)
        .containsEntry("names", List.of("x"));
    assertThat(section(resolved.study().variants().get(0), "training"))
        .isEqualTo(Map.of("epochs", 30L, "learning-rate", 3e-4, "shuffle", false));
    assertThat(resolved.study().seeds()).containsExactly(1L, -2L);
    assertThat(data(resolved, "protocol").values()).containsEntry("test-patients", 1.0);
  }

  @Test
  void optionsWithOneBeginningMayBeWrittenAsAMapping() {
    pyramids();
    ResolvedStudy resolved =
        resolve(
            BASE.replace("path: /data", "path: /data, pyramid: {size: 32, microns: {per-pixel: 2}}")
                + "variants: {a: {}, b: {dataset: {pyramid: {size: 48}}}}\n");

    assertThat(section(resolved.study().variants().get(0), "dataset"))
        .isEqualTo(
            Map.of(
                "reader",
                "table",
                "path",
                "/data",
                "pyramid-size",
                32L,
                "pyramid-places",
                4L,
                "pyramid-microns-per-pixel",
                2.0));
    assertThat(section(resolved.study().variants().get(1), "dataset").get("pyramid-size"))
        .isEqualTo(48L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataset.pyramid-size=16", "dataset.pyramid.size=16"})
  void eitherFormOverridesTheOther(String argument) {
    pyramids();
    for (String written :
        List.of("pyramid: {size: 32, places: 9}", "pyramid-size: 32, pyramid-places: 9")) {
      ResolvedStudy resolved =
          resolve(BASE.replace("path: /data", "path: /data, " + written), argument);
      assertThat(data(resolved, "dataset").values())
          .containsEntry("pyramid-size", 16L)
          .containsEntry("pyramid-places", 9L);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{dataset.pyramid-size: [8, 16]}", "{dataset: {pyramid: {size: [8, 16]}}}"})
  void aGridVariesThemInEitherForm(String grid) {
    pyramids();
    assertThat(
            resolve(
                    BASE.replace("path: /data", "path: /data, pyramid: {size: 32}")
                        + "grid: "
                        + grid)
                .study()
                .variants())
        .extracting(
            variant -> variant.name() + " " + section(variant, "dataset").get("pyramid-size"))
        .containsExactly(
            "baseline,dataset.pyramid-size=8 8", "baseline,dataset.pyramid-size=16 16");
  }

  @Test
  void mistakesInAMappingOfOptionsNameFileAndKey() {
    pyramids();
    assertThat(
            problems(
                """
                study: s
                dataset:
                  reader: table
                  path: /data
                  pyramid-size: 64
                  pyramid:
                    size: 64
                    place: 3
                    places: 0
                  path-to: {x: 1}
                protocol: {split: holdout}
                backbone: {architecture: small-cnn}
                """))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo(
                        "s.yaml:7:5: dataset.pyramid-size is given twice, by itself and within a"
                            + " mapping; keep one of the two."),
            second ->
                assertThat(second)
                    .startsWith(
                        "s.yaml:8:5: dataset.pyramid-place is not an option of dataset table. Did"
                            + " you mean pyramid-places?"),
            third ->
                assertThat(third)
                    .isEqualTo(
                        "s.yaml:9:5: dataset.pyramid-places is 0; allowed: whole number, at least"
                            + " 1."),
            fourth ->
                assertThat(fourth).startsWith("s.yaml:10:3: dataset.path-to is not an option of"));
  }

  @Test
  void aMappingWhereTheNameIsAnOptionItselfStaysAMistake() {
    catalogue.replace(
        "dataset",
        "table",
        FakeCatalogue.option("path", Type.TEXT, null),
        FakeCatalogue.option("pyramid", Type.BOOLEAN, "false"),
        FakeCatalogue.option("pyramid-size", Type.INTEGER, "64"));
    assertThat(problems(BASE, "dataset.pyramid={size: 3}"))
        .singleElement()
        .asString()
        .contains("dataset.pyramid is a mapping; allowed: true or false.");
  }

  @Test
  void metricsMayHaveSuchMappingsToo() {
    catalogue.add(
        "metrics", "signature", List.of(), FakeCatalogue.option("inner-folds", Type.INTEGER, "5"));
    ResolvedStudy resolved = resolve(BASE + "metrics: {signature: {inner: {folds: 3}}}");
    assertThat(resolved.metrics())
        .singleElement()
        .satisfies(metric -> assertThat(metric.values()).containsEntry("inner-folds", 3L));
  }

  private void pyramids() {
    catalogue.replace(
        "dataset",
        "table",
        FakeCatalogue.option("path", Type.TEXT, null),
        FakeCatalogue.option("pyramid-size", Type.INTEGER, "64"),
        FakeCatalogue.option("pyramid-places", Type.INTEGER, "4", "1", ""),
        FakeCatalogue.option("pyramid-microns-per-pixel", Type.DOUBLE, "1"));
  }

  @Test
  void argumentsWinOverTheVariantsOfTheFile() {
    String variants =
        """
        variants:
          a: {model: {strategy: baseline}, training: {epochs: 7}}
          b: {training: {epochs: 8}}
        """;

    ResolvedStudy resolved =
        resolve(
            BASE + variants,
            "model.strategy=dann",
            "training.epochs=1",
            "variants.b.training.epochs=2");

    List<Variant> named = resolved.study().variants();
    assertThat(named)
        .allSatisfy(
            variant -> assertThat(section(variant, "model").get("strategy")).isEqualTo("dann"));
    assertThat(section(named.get(0), "training").get("epochs")).isEqualTo(1L);
    assertThat(section(named.get(1), "training").get("epochs")).isEqualTo(2L);
  }

  @Test
  void pathsBecomeAbsoluteAndWordsStay() {
    ResolvedStudy resolved =
        resolve(BASE, "dataset.path=data", "backbone.weights=none", "output=out");
    assertThat(data(resolved, "dataset").values())
        .containsEntry("path", Path.of("data").toAbsolutePath().toString());
    assertThat(section(resolved.study().variants().get(0), "backbone").get("weights"))
        .isEqualTo("none");
    assertThat(resolved.study().directory()).isEqualTo(Path.of("out/s").toAbsolutePath());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          datset.reader=table | datset is not a key of a study file. Did you mean dataset?
          device=cuda | device is not a key of a study file, which runs on any device. Say it where
          dataset.reader=tabel | dataset.reader is tabel, and there is no such plugin. Did you mean table?
          dataset.patient=3 | dataset.patient is not an option of dataset table. Did you mean patients?
          dataset.patients=1 | dataset.patients is 1; allowed: whole number from 2 to 1000.
          dataset.patients=1001 | dataset.patients is 1001; allowed: whole number from 2 to 1000.
          dataset.patients=many | dataset.patients is many; allowed: whole number
          dataset.patients=2.5 | dataset.patients is 2.5; allowed: whole number
          dataset.patients=99999999999 | dataset.patients is 99999999999; allowed
          dataset.patients=[2, 3] | dataset.patients is a list; allowed: whole number
          dataset.patients={a: 2} | dataset.patients is a mapping; allowed: whole number
          dataset.patients= | dataset.patients is empty; allowed: whole number
          protocol.test-patients=NaN | protocol.test-patients is NaN; allowed: number from 0 to 1.
          protocol.test_patients=0.1 | Did you mean test-patients?
          protocol=holdout | protocol is holdout; it must be a mapping, as in protocol: {split: …}.
          protocol.split= | protocol.split is , and there is no such plugin.
          training.shuffle=maybe | training.shuffle is maybe; allowed: true or false.
          training.epochs=0 | training.epochs is 0; allowed: whole number, at least 1.
          training.learning-rate=fast | training.learning-rate is fast; allowed: number.
          images=64 | images is 64; it must be a mapping, as in images: {…}.
          seeds=x | seeds contains x, which is not a whole number.
          seeds=[1, 1] | seeds holds 1 twice.
          seeds=[] | seeds must be a list of whole numbers
          metrics=[clasification] | metrics.clasification is no plugin; a list is written metrics: [NAME, {NAME: {OPTION: …}}]. Did you mean classification?
          metrics={classification: {draw: 1}} | metrics.classification.draw is not an option of metrics classification. Did you mean draws?
          metrics=[classification, classification] | names classification twice
          transforms=[zom] | transforms.zom is no plugin; a list is written transforms: [NAME, {NAME: {OPTION: …}}]. Did you mean zoom?
          transforms=[zoom, {zoom: {factor: 3}}] | transforms names zoom twice.
          transforms=[[zoom]] | transforms holds [zoom]; each item names a plugin.
          augmentation={strategy: grups, size: 3} | augmentation.grups is no plugin; a list is written augmentation: [NAME, {NAME: {OPTION: …}}]. Did you mean groups?
          augmentation={strategy: [groups]} | augmentation.strategy is no plugin; a list is written augmentation: [NAME, {NAME: {OPTION: …}}]. Installed: none, groups.
          transforms={strategy: zoom} | transforms.strategy is no plugin; a list is written transforms: [NAME, {NAME: {OPTION: …}}]. Installed: stain-jitter, zoom.
          transforms={zoom: 3} | transforms.zoom is 3; it must be a mapping of options, as in transforms: [{zoom: {…}}].
          transforms=[{zoom: {factr: 3}}] | transforms.zoom.factr is not an option of transforms zoom. Did you mean factor?
          dataset.names=[{a: 1}] | dataset.names is a list; its items must be plain values.
          grid.transforms.zoom.factor=[1, 2] | grid.transforms.zoom.factor is known to no variant's transforms plugin.
          grid.transforms.zoom=3 | grid.transforms.zoom must name an option
          study=../evil | study is "../evil", which cannot name a folder
          study=a/b | study is "a/b", which cannot name a folder
          output= | output is
          variants.a.dataset.patients=1 | dataset.patients is 1; allowed: whole number from 2 to 1000.
          variants.a.metrics=[classification] | variants.a.metrics cannot differ between variants
          variants.a.modl.strategy=dann | variants.a.modl is not a section. Did you mean model?
          variants.a.model=dann | variants.a.model is dann; it must be a mapping of options.
          variants={../x: {}} | cannot be a folder
          variants={a: 3} | variants.a must be a mapping of sections
          variants={a: {}, A: {}} | differs from a only in case
          grid.metrics.draws=[1, 2] | grid.metrics cannot be varied.
          grid.dataset.patient=[3, 4] | grid.dataset.patient is known to no variant's dataset plugin.
          grid.dataset.patients=[1, 2] | dataset.patients is 1; allowed: whole number from 2 to 1000.
          grid.model.lambda-max=[1, 2] | is known to no variant's model plugin.
          grid.training.epochs=3 | grid.training.epochs is 3; a grid takes a list of values.
          grid.training.epochs=[0, 1] | training.epochs is 0; allowed: whole number, at least 1.
          grid.training.epochs=[1, 1] | holds a value twice.
          grid.training.learning-rate=[1e-3, 0.001] | which are the same; leave one out.
          grid.dataset.overlap=[0.2, 0.20, 0.3] | which are the same; leave one out.
          grid=3 | grid must be a mapping of keys to lists
          random=3 | random must be a mapping
          random={training.epochs: {integer: [1, 9]}} | random does not say how many points to draw
          random={draws: 0, training.epochs: {integer: [1, 9]}} | random.draws is 0; it must be a whole number from 1 to 1000.
          random={draws: 2} | random names no option to draw
          random={draws: 2, seed: x, training.epochs: {integer: [1, 9]}} | random.seed is x; it must be a whole number.
          random={draws: 2, traning.epochs: {integer: [1, 9]}} | random.traning cannot be varied. Did you mean training?
          random={draws: 2, training.epoch: {integer: [1, 9]}} | random.training.epoch is known to no variant's training plugin.
          random={draws: 2, training.epochs: [1, 9]} | random.training.epochs is [1, 9]; it must be one of {choice: [a, b]}
          random={draws: 2, training.epochs: {normal: [1, 9]}} | random.training.epochs.normal is no distribution.
          random={draws: 2, training.epochs: {integer: [9, 1]}} | is [9, 1], an empty range; the first must be smaller.
          random={draws: 2, training.epochs: {integer: [1.5, 2]}} | it takes two whole numbers.
          random={draws: 2, training.epochs: {integer: [1]}} | is [1]; it takes two numbers
          random={draws: 2, training.learning-rate: {log-uniform: [0, 1]}} | the logarithm needs numbers above 0.
          random={draws: 2, training.learning-rate: {choice: []}} | it takes a list of at least one value.
          random={draws: 2, training.learning-rate: {choice: [1, 1]}} | random.training.learning-rate.choice holds a value twice.
          random={draws: 9, training.shuffle: {choice: [yes, no]}} | random makes baseline,training.shuffle=
          exclude=3 | exclude must be a list of settings
          exclude=[3] | exclude holds 3; each item is a mapping of settings
          exclude=[{training.epochs: 31}] | exclude.training.epochs and what stands beside it are met by no point
          exclude=[{training.epochs: 30}] | exclude leaves no point of variant baseline.
          exclude=[{seeds: 30}] | exclude.seeds cannot be varied.
          select=validation | select chooses among the points of grid or random, and no variant has several.
          """)
  void mistakesAreToldInASentence(String argument, String sentence) {
    assertThat(problems(BASE, argument))
        .isNotEmpty()
        .anySatisfy(problem -> assertThat(problem).contains(sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select=best | select is best. It says by what an option is chosen: validation, leave-one-magnification-out, oracle.
          select=validaton | Did you mean validation?
          select={by: validation, mesure: auc} | select.mesure is no key of select. Did you mean measure?
          select={measure: auc} | select is a mapping.
          select={by: validation, measure: [a, b]} | select.measure is [a, b]; it must be one name.
          """)
  void mistakesInASelectionAreToldInASentence(String argument, String sentence) {
    assertThat(problems(BASE, "grid.training.epochs=[1, 2]", argument))
        .singleElement()
        .asString()
        .contains(sentence);
  }

  @Test
  void allMistakesOfAFileAreToldAtOnceInItsOrder() {
    assertThat(
            problems(
                """
                study: s
                dataset: {reader: table, patients: 0}
                protocol:
                  split: holdout
                  test-patients: 2
                traning: {epochs: 3}
                backbone: {architecture: vgg}
                """))
        .containsExactly(
            "s.yaml:2:1: dataset has no path, which table needs (text): What it does",
            "s.yaml:2:26: dataset.patients is 0; allowed: whole number from 2 to 1000.",
            "s.yaml:5:3: protocol.test-patients is 2; allowed: number from 0 to 1.",
            "s.yaml:6:1: traning is not a key of a study file. Did you mean training? Known: "
                + String.join(", ", StudyResolver.TOP)
                + ".",
            "s.yaml:7:12: backbone.architecture is vgg, and there is no such plugin."
                + " Installed: small-cnn, resnet18.");
  }

  @Test
  void missingSectionsAreNamedWithWhatIsInstalled() {
    assertThat(problems("study: s"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .isEqualTo("s.yaml:1:1: dataset must say which reader; installed: table."))
        .anySatisfy(problem -> assertThat(problem).contains("protocol must say which split"));
    assertThat(problems(BASE.replace("backbone: {architecture: small-cnn}", "")))
        .singleElement()
        .asString()
        .contains(
            "model baseline needs the section backbone; add it, as in backbone: {architecture:");
  }

  @Test
  void aPluginOfferedTwiceIsRefused() {
    catalogue.add("model", "baseline", List.of());
    assertThat(problems(BASE)).singleElement().asString().contains("offered by two bundles");
  }

  @Test
  void theFileNamesTheStudyIfItGivesNoName() {
    assertThat(resolve(BASE.replace("study: s", "")).study().name()).isEqualTo("file-name");
  }

  @Test
  void aVariantWinsOverTheStudyAndAnotherStrategyDropsOptionsOfTheFormerOne() {
    ResolvedStudy resolved =
        resolve(
            BASE
                + """
                model: {strategy: dann, lambda-max: 0.3}
                training: {epochs: 5}
                variants:
                  dann: {training: {epochs: 7}}
                  plain: {model: {strategy: baseline}, backbone: {architecture: resnet18}}
                """,
            "backbone.width=4");

    Variant dann = resolved.study().variants().get(0);
    Variant plain = resolved.study().variants().get(1);
    assertThat(section(dann, "model"))
        .isEqualTo(Map.of("strategy", "dann", "lambda-max", 0.3, "mode", "plain"));
    assertThat(section(dann, "training").get("epochs")).isEqualTo(7L);
    assertThat(section(dann, "backbone").get("width")).isEqualTo(4L);
    assertThat(section(plain, "model")).isEqualTo(Map.of("strategy", "baseline"));
    assertThat(section(plain, "backbone"))
        .isEqualTo(Map.of("architecture", "resnet18", "weights", ""));
    assertThat(section(plain, "training").get("epochs")).isEqualTo(5L);
  }

  @Test
  void anOptionThatTheVariantItselfGivesIsNeverDropped() {
    assertThat(
            problems(
                BASE
                    + "model: {strategy: dann}\n"
                    + "variants: {a: {model: {strategy: baseline, lambda-max: 1}}}"))
        .singleElement()
        .asString()
        .contains("model.lambda-max is not an option of model baseline");
  }

  @Test
  void anOptionThatNeitherPluginKnowsIsNotHidden() {
    assertThat(
            problems(
                BASE
                    + "model: {strategy: dann, lamda: 1}\n"
                    + "variants: {a: {model: {strategy: baseline}}}"))
        .singleElement()
        .asString()
        .contains("model.lamda is not an option of model baseline");
  }

  @Test
  void aGridMultipliesTheVariantsThatKnowItsOptions() {
    ResolvedStudy resolved =
        resolve(
            BASE
                + """
                variants: {plain: {}, adversarial: {model: {strategy: dann}}}
                grid: {model.lambda-max: [0.1, 1.0], training: {epochs: [1, 2]}}
                """);
    assertThat(resolved.study().variants())
        .extracting(Variant::name)
        .containsExactly(
            "plain,training.epochs=1",
            "plain,training.epochs=2",
            "adversarial,model.lambda-max=0.1,training.epochs=1",
            "adversarial,model.lambda-max=0.1,training.epochs=2",
            "adversarial,model.lambda-max=1.0,training.epochs=1",
            "adversarial,model.lambda-max=1.0,training.epochs=2");
    assertThat(section(resolved.study().variants().get(4), "model").get("lambda-max"))
        .isEqualTo(1.0);
  }

  @Test
  void aVariantThatNamesAnotherPluginKeepsNoOptionOfTheFormerOne() {
    catalogue.add("model", "smse", List.of(), FakeCatalogue.option("mode", Type.TEXT, "x"));
    ResolvedStudy resolved =
        resolve(
            BASE
                + """
                model: {strategy: smse, mode: entropy}
                variants: {a: {model: {strategy: dann}}}
                """);
    assertThat(section(resolved.study().variants().get(0), "model"))
        .isEqualTo(Map.of("strategy", "dann", "lambda-max", 1.0, "mode", "plain"));
  }

  @Test
  void listsOfPluginsKeepTheirOrderAndAVariantReplacesThem() {
    catalogue.add("transforms", "shift", List.of());
    ResolvedStudy resolved =
        resolve(
            BASE
                + """
                transforms: [zoom, {stain-jitter: {strength: 0.2}}]
                variants:
                  same: {}
                  other: {transforms: [stain-jitter, zoom]}
                  milder: {transforms: {stain-jitter: {strength: 0.1}}}
                  without: {transforms: []}
                  alone: {transforms: {stain-jitter: {strength: 0.3}, shift: {}}}
                """,
            "variants.other.transforms.zoom.factor=3",
            "transforms.stain-jitter.strength=0.4");
    Map<String, Object> zoom = Map.of("zoom", Map.of("factor", 2.0));
    assertThat(resolved.study().variants())
        .extracting(variant -> variant.section("transforms"))
        .containsExactly(
            List.of(zoom, stains(0.4)),
            List.of(stains(0.4), Map.of("zoom", Map.of("factor", 3.0))),
            List.of(zoom, stains(0.4)),
            List.of(),
            List.of(stains(0.4), Map.of("shift", Map.of())));
  }

  @Test
  void whereNothingIsWrittenTheStandardTransformsAreApplied() {
    assertThat(resolve(BASE).study().variants().get(0).section("transforms"))
        .isEqualTo(List.of(stains(0.05)));
    assertThat(
            resolve(BASE, "transforms.stain-jitter.strength=0.3")
                .study()
                .variants()
                .get(0)
                .section("transforms"))
        .isEqualTo(List.of(stains(0.3)));
    assertThat(
            resolve(BASE + "variants: {a: {transforms: [zoom]}}", "transforms=[stain-jitter]")
                .study()
                .variants()
                .get(0)
                .section("transforms"))
        .as("an argument wins over the file")
        .isEqualTo(List.of(stains(0.05)));
  }

  private static Map<String, Object> stains(double strength) {
    return Map.of("stain-jitter", Map.of("strength", strength));
  }

  @Test
  void aGridVariesAnOptionOfAListedPluginOrTheWholeList() {
    ResolvedStudy resolved =
        resolve(
            BASE
                + """
                grid:
                  transforms.stain-jitter.strength: [0, 0.1]
                  augmentation: [none, [none, {groups: {size: 3}}]]
                """);
    assertThat(resolved.study().variants())
        .extracting(Variant::name)
        .containsExactly(
            "baseline,augmentation=none,transforms.stain-jitter.strength=0",
            "baseline,augmentation=none,transforms.stain-jitter.strength=0.1",
            "baseline,augmentation=none+groups,transforms.stain-jitter.strength=0",
            "baseline,augmentation=none+groups,transforms.stain-jitter.strength=0.1");
    Variant last = resolved.study().variants().get(3);
    assertThat(last.section("transforms")).isEqualTo(List.of(stains(0.1)));
    assertThat(last.section("augmentation"))
        .isEqualTo(List.of(Map.of("none", Map.of()), Map.of("groups", Map.of("size", 3L))));
  }

  @Test
  void oneAugmentationMayBeWrittenAsAModelIs() {
    ResolvedStudy resolved =
        resolve(
            BASE
                + """
                augmentation: [{groups: {size: 4}}]
                variants:
                  included: {}
                  single: {augmentation: {strategy: groups, size: 3}}
                  plain: {augmentation: {strategy: none}}
                """);
    assertThat(resolved.study().variants())
        .extracting(variant -> variant.section("augmentation"))
        .containsExactly(
            List.of(Map.of("groups", Map.of("size", 4L))),
            List.of(Map.of("groups", Map.of("size", 3L))),
            List.of(Map.of("none", Map.of())));
  }

  @Test
  void aListForAPluginThatTakesOneOfThemIsAMistake() {
    catalogue.add("model", "single", List.of("transforms"));
    assertThat(problems(BASE + "transforms: [zoom, stain-jitter]", "model.strategy=single"))
        .singleElement()
        .asString()
        .contains("model single can use one plugin of the section transforms, and 2 are listed.");
  }

  @Test
  void aGridMayVaryDataAndFolds() {
    ResolvedStudy resolved =
        resolve(BASE + "grid: {dataset.overlap: [0.1, 0.3], protocol.seed: [1, 2]}");
    assertThat(resolved.study().variants())
        .extracting(Variant::name)
        .containsExactly(
            "baseline,dataset.overlap=0.1,protocol.seed=1",
            "baseline,dataset.overlap=0.1,protocol.seed=2",
            "baseline,dataset.overlap=0.3,protocol.seed=1",
            "baseline,dataset.overlap=0.3,protocol.seed=2");
    Variant last = resolved.study().variants().get(3);
    assertThat(section(last, "dataset").get("overlap")).isEqualTo(0.3);
    assertThat(section(last, "dataset").get("path")).isEqualTo("/data");
    assertThat(section(last, "protocol").get("seed")).isEqualTo(2L);
  }

  @Test
  void sharedDataStandsAtTheTopAndOtherDataInItsVariants() {
    ResolvedStudy resolved = resolve(BASE + "variants: {a: {}, b: {dataset: {patients: 30}}}");
    Map<String, Object> configuration = resolved.study().configuration();
    assertThat(configuration).containsKey("protocol").doesNotContainKey("dataset");
    assertThat(resolve(new org.yaml.snakeyaml.Yaml().dump(configuration)).study())
        .isEqualTo(resolved.study());
    assertThat(resolve(BASE).study().configuration()).containsKeys("dataset", "protocol");
  }

  @Test
  void aGridMayChooseThePluginAndAnotherAxisFollowsThatChoice() {
    ResolvedStudy resolved =
        resolve(BASE + "grid: {model.lambda-max: [1, 2], model.strategy: [baseline, dann]}");
    assertThat(resolved.study().variants())
        .extracting(Variant::name)
        .containsExactly(
            "baseline,model.strategy=baseline",
            "baseline,model.strategy=dann,model.lambda-max=1",
            "baseline,model.strategy=dann,model.lambda-max=2");
  }

  @Test
  void valuesThatAreNoFolderNamesAreMadeSafeAndStayApart() {
    ResolvedStudy resolved = resolve(BASE + "grid: {backbone.weights: [/a/../x, '/a/..?x']}");
    assertThat(resolved.study().variants())
        .extracting(Variant::name)
        .containsExactly(
            "baseline,backbone.weights=_a_.._x", "baseline,backbone.weights=_a_.._x+2");
  }

  @Test
  void aGridThatExplodesIsRefused() {
    String values = "[" + "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22]";
    assertThatThrownBy(
            () ->
                resolve(
                    BASE
                        + "grid: {training.epochs: %s, backbone.width: %s, images.size: %s}"
                            .formatted(values, values, values)))
        .hasMessageContaining("more than 1000 variants");
    String many =
        IntStream.range(0, 20_000)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(
            problems(
                BASE + "grid: {training.epochs: %s, backbone.width: %s}".formatted(many, many)))
        .anyMatch(said -> said.contains("more than 1000 variants"));
  }

  @Test
  void moreTrainingsThanAnybodyCanRunAreRefused() {
    String seeds =
        IntStream.range(0, 100_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(problems(BASE + "seeds: [" + seeds + "]"))
        .containsExactly(
            "s.yaml:%d:1: seeds holds 100000 seeds; at most 1000 are allowed."
                .formatted(BASE.lines().count() + 1));
    String variants =
        IntStream.range(0, 1100).mapToObj("v%d: {}"::formatted).collect(Collectors.joining(",\n"));
    assertThat(problems(BASE + "variants: {" + variants + "}"))
        .singleElement()
        .asString()
        .contains("has 1100 variants; at most 1000 are allowed");
    String some = IntStream.range(0, 60).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(
            problems(
                BASE
                    + "seeds: [%s]\ngrid: {training.epochs: [%s]}"
                        .formatted(
                            IntStream.range(0, 100)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(",")),
                            some.substring(2))))
        .singleElement()
        .asString()
        .contains("100 × 59 trainings of each fold; at most 5000");
  }

  private static final String FEATURES =
      """
      study: s
      dataset: {reader: features, path: /data}
      protocol: {split: holdout}
      """;

  @Test
  void embeddingsImplyTheirBackboneAndNoTransforms() {
    catalogue.addEmbeddings();
    ResolvedStudy resolved = resolve(FEATURES);

    assertThat(data(resolved, "backbone").plugin().name()).isEqualTo("given");
    assertThat(resolved.variants().get(0).sections().get("transforms")).isEmpty();
    assertThat(resolve(BASE).variants().get(0).sections().get("transforms")).isNotEmpty();
  }

  @Test
  void whatIsAboutImagesIsRefusedForEmbeddings() {
    catalogue.addEmbeddings();
    assertThat(
            problems(
                FEATURES
                    + "backbone: {architecture: small-cnn}\ntransforms: [stain-jitter]\n"
                    + "augmentation: dcgan\nimages: {size: 96}\n"))
        .hasSize(4)
        .anyMatch(
            problem ->
                problem.contains("s.yaml:4")
                    && problem.contains(
                        "backbone small-cnn is about images, and the reader features gives embeddings; leave out the backbone"))
        .anyMatch(
            problem ->
                problem.contains("s.yaml:5")
                    && problem.contains("transforms.stain-jitter is about"))
        .anyMatch(
            problem ->
                problem.contains("s.yaml:6") && problem.contains("augmentation.dcgan is about"))
        .anyMatch(
            problem ->
                problem.contains("images.size is about images, and the reader features gives"));
    // As a stored configuration writes it.
    assertThat(
            problems(
                FEATURES
                    + "backbone: {architecture: given}\ntransforms: []\naugmentation: none\n"
                    + "images: {size: 224}\n"))
        .isEmpty();
  }

  @Test
  void imagesAreRefusedByTheBackboneOfEmbeddings() {
    catalogue.addEmbeddings();
    assertThat(problems(BASE.replace("small-cnn", "given")))
        .singleElement()
        .asString()
        .contains("backbone given is about embeddings, and the reader table gives images")
        .contains("choose a backbone that embeds images");
  }
}
