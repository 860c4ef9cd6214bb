package org.parfocal.platform.internal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Executor;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sections;
import org.parfocal.platform.BundleStatus;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.OpenModel;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
import org.parfocal.platform.internal.plugins.InstalledPlugins;
import org.parfocal.platform.internal.reading.Layers;
import org.parfocal.platform.internal.reading.Lookups;
import org.parfocal.platform.internal.reading.OptionPrefixes;
import org.parfocal.platform.internal.reading.Origin;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Setting;
import org.parfocal.platform.internal.reading.YamlFile;
import org.parfocal.platform.internal.resolving.ResolvedStudy;
import org.parfocal.platform.internal.resolving.ResolvedVariant;
import org.parfocal.platform.internal.resolving.StudyResolver;
import org.parfocal.platform.internal.schema.StudySchema;
import org.parfocal.platform.internal.wiring.Bundles;
import org.parfocal.platform.internal.wiring.Wirings;

/** The platform on a framework with Declarative Services, configuration admin and metatype. */
@Component
public final class FelixPlatform implements Platform {
  private static final String STORED_STUDY = "study.yaml";
  private static final String STORED_JOB = "config.yaml";

  private final BundleContext context;
  private final ServiceComponentRuntime components;
  private final MetaTypeService metatype;
  private final Bundles bundles;
  private final Wirings wirings;

  @Activate
  public FelixPlatform(
      BundleContext context,
      @Reference ConfigurationAdmin configurations,
      @Reference ServiceComponentRuntime components,
      @Reference MetaTypeService metatype) {
    this.context = context;
    this.components = components;
    this.metatype = metatype;
    this.bundles = new Bundles(context);
    this.wirings = new Wirings(context, configurations, components, this::catalogue, bundles);
    wirings.clear();
  }

  @Override
  public Catalogue catalogue() {
    return InstalledPlugins.now(context, components, metatype);
  }

  @Override
  public Map<String, @Nullable Object> schema() {
    return StudySchema.of(catalogue());
  }

  @Override
  public OpenStudy open(Path file, List<String> overrides) {
    Problems problems = new Problems();
    Setting root =
        layers(problems)
            .arguments(overrides)
            .file(file)
            .tree(StudyResolver.defaults(catalogue()))
            .combined();
    return wirings.study(resolver(problems).study(root, stem(file))).complete();
  }

  @Override
  public Wired<DatasetReader> dataset(String readerOrFile, List<String> overrides) {
    Problems problems = new Problems();
    Setting root = dataset(readerOrFile, overrides, problems);
    return wirings.running(resolver(problems).section(root, Sections.DATASET), DatasetReader.class);
  }

  @Override
  public Optional<Wired<Protocol>> protocol(String readerOrFile, List<String> overrides) {
    Problems problems = new Problems();
    Setting root = dataset(readerOrFile, overrides, problems);
    return root.child(Sections.PROTOCOL).isEmpty()
        ? Optional.empty()
        : Optional.of(
            wirings.running(resolver(problems).section(root, Sections.PROTOCOL), Protocol.class));
  }

  private Setting dataset(String readerOrFile, List<String> overrides, Problems problems) {
    List<String> arguments = overrides.stream().map(FelixPlatform::inDataset).toList();
    Layers layers = layers(problems).arguments(arguments);
    return isFile(readerOrFile)
        ? layers.file(Path.of(readerOrFile)).combined()
        : layers.tree(chosen(Sections.DATASET, "reader", readerOrFile)).combined();
  }

  @Override
  public Wired<Executor> executor(String nameOrFile, List<String> options) {
    Problems problems = new Problems();
    Layers layers = layers(problems).arguments(options);
    Setting root =
        isFile(nameOrFile)
            ? layers.file(Path.of(nameOrFile)).combined()
            : layers.tree(chosen(Sections.EXECUTOR, "scheduler", nameOrFile)).combined();
    return wirings.running(resolver(problems).section(root, Sections.EXECUTOR), Executor.class);
  }

  @Override
  public OpenStudy reopen(Path folder) {
    Path file = stored(folder, STORED_STUDY, "study");
    Problems problems = new Problems();
    Setting root = layers(problems).file(file).tree(StudyResolver.defaults(catalogue())).combined();
    ResolvedStudy resolved = resolver(problems).study(root, STORED_STUDY);
    return wirings.study(resolved.in(folder.toAbsolutePath().normalize()));
  }

  @Override
  public OpenModel model(Path folder, Optional<Path> weights) {
    Path file = stored(folder, STORED_JOB, "job");
    Problems problems = new Problems();
    ImmutableNode written = YamlFile.read(file, problems);
    // A model may come from a stranger: nothing is included or filled in.
    Setting root =
        new Layers(new Lookups(Map.of(), name -> null), new OptionPrefixes(catalogue()), problems)
            .arguments(StoredWeights.found(folder, new Setting("", written), weights))
            .tree(written)
            .combined();
    ResolvedVariant variant = resolver(problems).variant(folder.toString(), root);
    return wirings.model(variant, thresholdIsFixed(folder));
  }

  /** What stands in a stored study, whichever metric it is an option of. */
  private static boolean thresholdIsFixed(Path job) {
    Path study = job.toAbsolutePath().normalize().resolve("../../..").normalize();
    Path file = study.resolve(STORED_STUDY);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    return new Setting("", YamlFile.read(file, new Problems()))
        .child(Sections.METRICS).stream()
            .flatMap(metrics -> metrics.children().stream())
            .flatMap(metric -> metric.child("threshold").stream())
            .anyMatch(threshold -> threshold.text().equals(Optional.of("fixed")));
  }

  @Override
  public List<BundleStatus> bundles() {
    return bundles.all();
  }

  private StudyResolver resolver(Problems problems) {
    return new StudyResolver(catalogue(), bundles, problems);
  }

  private Layers layers(Problems problems) {
    UnaryOperator<@Nullable String> property =
        name -> name == null ? null : System.getProperty(name);
    return new Layers(
        new Lookups(System.getenv(), property), new OptionPrefixes(catalogue()), problems);
  }

  /** A key that is none of a study file's means an option of the reader. */
  private static String inDataset(String argument) {
    String top = argument.split("[.=]", 2)[0].strip();
    boolean known =
        top.equals(Sections.DATASET)
            || StudyResolver.TOP.contains(top) && argument.startsWith(top + ".");
    return known || !argument.contains("=") ? argument : Sections.DATASET + "." + argument;
  }

  private static boolean isFile(String readerOrFile) {
    String lowered = readerOrFile.toLowerCase(Locale.ROOT);
    try {
      return Stream.of(".yaml", ".yml").anyMatch(lowered::endsWith)
          || readerOrFile.contains("/")
          || Files.isRegularFile(Path.of(readerOrFile));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static ImmutableNode chosen(String section, String selector, String name) {
    Origin origin = Origin.argument(name);
    return Setting.mapping(
        "",
        List.of(Setting.mapping(section, List.of(Setting.leaf(selector, name, origin)), origin)),
        origin);
  }

  private static Path stored(Path folder, String name, String what) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "%s is not the folder of a %s: it contains no %s.".formatted(folder, what, name));
    }
    return file;
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
