package org.parfocal.backbone.dl4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sha256;
import org.parfocal.backbone.dl4j.internal.TrainedPart;
import org.parfocal.backbone.dl4j.internal.plan.Algorithms;
import org.parfocal.backbone.dl4j.internal.plan.PlannedBackbone;
import org.parfocal.backbone.dl4j.internal.plan.PlannedNetwork;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.safetensors.NamedTensors;
import org.parfocal.learning.safetensors.Safetensors;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.NetworkEngine;
import org.parfocal.plan.Pooling;
import org.parfocal.plan.Precision;
import org.parfocal.plan.architecture.NetworkArchitecture;

/**
 * Makes backbones of one architecture. A plugin of one's own extends this class, and passes its
 * options and its architecture to the constructor.
 */
public class NetworkBackboneProvider implements BackboneProvider {
  /** ND4J draws by the clock where a seed is 0. */
  private static final long INSTEAD_OF_ZERO = 0x5EED;

  /** Value of the option {@code weights} for random initial weights. */
  public static final String NO_WEIGHTS = "none";

  /** Value of the option {@code train-from} if every layer learns. */
  public static final String ALL_LAYERS = "all";

  private final NetworkArchitecture architecture;
  private final String weights;
  private final boolean frozen;
  private final TrainedPart trained;
  private final NativeBuild engine;
  private final Algorithms.Choice algorithms;
  private final Pooling pooling;
  private final MixStyle style;
  private final Precision precision;
  private @Nullable NetworkEngine networks;

  /** Remarks on the weights by the image sizes for which they were found to fit. */
  private final Map<Integer, List<String>> checked = new ConcurrentHashMap<>();

  /** The same with the pooling of the architecture, without mixing, in floats. */
  public NetworkBackboneProvider(
      NetworkArchitecture architecture,
      String weights,
      boolean frozen,
      String trainFrom,
      NativeBuild engine) {
    this(
        architecture,
        weights,
        frozen,
        trainFrom,
        Pooling.AVERAGE,
        MixStyle.NONE,
        Precision.FLOAT32,
        engine);
  }

  /**
   * Checks the options; loads neither weights nor natives.
   *
   * @param weights safetensors file under PyTorch's names, or {@link #NO_WEIGHTS}
   * @param frozen whether the weights stay as they are
   * @param trainFrom name of the first layer that learns, or of the module that it is in; the
   *     layers before it stay as they are, batch statistics included; or {@link #ALL_LAYERS}
   * @param pooling of the last feature maps
   * @param style what is mixed in training
   * @param precision of the engine that runs networks; without one, floats
   * @throws ConfigurationException if the file does not exist, nothing but random weights would be
   *     kept as they are, the architecture has no such layer, or styles are to be mixed where
   *     nothing learns
   */
  public NetworkBackboneProvider(
      NetworkArchitecture architecture,
      String weights,
      boolean frozen,
      String trainFrom,
      Pooling pooling,
      MixStyle style,
      Precision precision,
      NativeBuild engine) {
    this.precision = precision;
    this.pooling = pooling;
    this.style = style;
    this.architecture = architecture;
    this.weights = weights.isBlank() ? NO_WEIGHTS : weights;
    this.frozen = frozen;
    this.engine = engine;
    this.algorithms = Algorithms.of(engine);
    if (pretrained() && !Files.isRegularFile(Path.of(this.weights))) {
      throw new ConfigurationException(
          "The weights file %s of the backbone %s %s; give a safetensors file, or 'none'."
              .formatted(this.weights, architecture.name(), instead(Path.of(this.weights))));
    }
    if (frozen && !pretrained()) {
      throw new ConfigurationException(
          ("The backbone %s is frozen but has no weights; give a safetensors file as weights, or"
                  + " set frozen to false.")
              .formatted(architecture.name()));
    }
    if (frozen && style.on()) {
      throw new ConfigurationException(
          "The backbone %s is frozen, and styles are mixed in training only; set frozen to false, or leave out mixstyle-after."
              .formatted(architecture.name()));
    }
    boolean partly = !trainFrom.isBlank() && !trainFrom.equals(ALL_LAYERS);
    if (partly) {
      checkTrainFrom(trainFrom);
    }
    TrainedPart learning = partly ? TrainedPart.from(trainFrom) : TrainedPart.all();
    this.trained = frozen ? TrainedPart.none() : learning;
  }

  /**
   * An engine that runs networks elsewhere than on ND4J's arrays: on a GPU.
   *
   * @param found takes the place of ND4J's for all backbones made from now on
   */
  @Reference(
      service = NetworkEngine.class,
      cardinality = ReferenceCardinality.OPTIONAL,
      policyOption = ReferencePolicyOption.GREEDY)
  protected void setNetworkEngine(NetworkEngine found) {
    networks = found;
  }

  private void checkTrainFrom(String trainFrom) {
    if (frozen) {
      throw new ConfigurationException(
          ("The backbone %s is frozen and is to be trained from %s; set frozen to false, or"
                  + " train-from to all.")
              .formatted(architecture.name(), trainFrom));
    }
    if (!pretrained()) {
      throw new ConfigurationException(
          ("The backbone %s is to be trained from %s but has no weights for the layers before it;"
                  + " give a safetensors file as weights, or set train-from to all.")
              .formatted(architecture.name(), trainFrom));
    }
    TrainedPart.from(trainFrom)
        .layers(architecture.network(architecture.minimumImageSize()).layers());
  }

  private static String instead(Path path) {
    if (!Files.exists(path)) {
      return "does not exist";
    }
    return Files.isDirectory(path) ? "is a folder" : "is a pipe or a device, and not a file";
  }

  private boolean pretrained() {
    return !weights.equals(NO_WEIGHTS);
  }

  @Override
  public Backbone create(int imageSize, long seed) {
    requirePrecision();
    Backbone backbone = untrained(imageSize, seed);
    try {
      if (pretrained()) {
        load(Path.of(weights), new LinkedHashMap<>(backbone.state()));
      }
      return backbone;
    } catch (RuntimeException e) {
      backbone.close();
      throw e;
    }
  }

  /** A file has the p of a generalised mean if it was written after a training with one. */
  private void load(Path file, Map<String, StateTensor> state) {
    StateTensor power = state.remove(LayerGraph.POWER);
    NamedTensors.load(file, state, this::ignores);
    if (power != null) {
      Safetensors.read(file, LayerGraph.POWER::equals).values().forEach(power::write);
    }
  }

  private boolean ignores(String tensor) {
    return architecture.ignores(tensor) || tensor.equals(LayerGraph.POWER);
  }

  @Override
  public void check(int imageSize) {
    requireSize(imageSize);
    requirePrecision();
    if (!pretrained() && (pooling.kind() != Pooling.Kind.AVERAGE || style.on())) {
      shapes(imageSize);
    }
    if (pretrained() && !checked.containsKey(imageSize)) {
      checked.put(
          imageSize, NamedTensors.check(Path.of(weights), shapes(imageSize), this::ignores));
    }
  }

  /** Of the tensors that a weights file must have. */
  private Map<String, long[]> shapes(int imageSize) {
    Map<String, long[]> shapes = planned(imageSize).shapes();
    shapes.remove(LayerGraph.POWER);
    return shapes;
  }

  @Override
  public List<String> remarks(int imageSize) {
    check(imageSize);
    return checked.getOrDefault(imageSize, List.of());
  }

  @Override
  public Backbone createEmpty(int imageSize) {
    return untrained(imageSize, 0);
  }

  private PlannedNetwork planned(int imageSize) {
    return new PlannedNetwork(architecture.network(imageSize), pooling, style);
  }

  private void requireSize(int imageSize) {
    if (imageSize < architecture.minimumImageSize()) {
      throw new ConfigurationException(
          "The backbone %s needs images of at least %d pixels, but images.size is %d."
              .formatted(architecture.name(), architecture.minimumImageSize(), imageSize));
    }
  }

  /** Floats are what ND4J computes in, with or without a choice. */
  private void requirePrecision() {
    if (networks == null && precision == Precision.BFLOAT16) {
      throw new ConfigurationException(
          "The backbone %s computes in bfloat16 on an NVIDIA GPU only, and none is used (parfocal doctor says why); set backbone.precision to float32."
              .formatted(architecture.name()));
    }
  }

  private Backbone untrained(int imageSize, long seed) {
    requireSize(imageSize);
    engine.start();
    long nonZero = seed == 0 ? INSTEAD_OF_ZERO : seed;
    PlannedBackbone backbone = planned(imageSize).backbone(trained, algorithms, engine, nonZero);
    NetworkEngine other = networks;
    return other == null ? backbone : backbone.movedTo(other, precision, nonZero);
  }

  @Override
  public boolean frozen() {
    return frozen;
  }

  @Override
  public String fingerprint() {
    try {
      Sha256 hash = new Sha256();
      hash.add(architecture.name().getBytes(StandardCharsets.UTF_8));
      hash.add(PlannedBackbone.VERSION.getBytes(StandardCharsets.UTF_8));
      // Embeddings differ in the last bits from one native build to another.
      NetworkEngine other = networks;
      String computed = other == null ? engine.toString() : other.identity(precision);
      hash.add(computed.getBytes(StandardCharsets.UTF_8));
      hash.add(pooling.identity().getBytes(StandardCharsets.UTF_8));
      hash.addFile(Path.of(weights));
      return architecture.name() + "-" + hash.hex().substring(0, 32);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  @Override
  public String identity() {
    try {
      String name = (architecture.name() + " " + pooling.identity()).strip();
      return name + " sha256:" + Sha256.ofFile(Path.of(weights));
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private ConfigurationException unreadable() {
    return new ConfigurationException(
        "The weights file " + weights + " cannot be read; check that it exists and is readable.");
  }
}
