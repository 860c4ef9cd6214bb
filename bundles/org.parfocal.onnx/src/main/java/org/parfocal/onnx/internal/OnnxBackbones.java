package org.parfocal.onnx.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sha256;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Normalisation;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.onnx.internal.file.ModelFile;

/** Frozen encoders from an ONNX file: the plugin {@code onnx}. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "org.parfocal.onnx",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "service.description=any encoder that was exported to an ONNX file; frozen")
@Plugin(section = "backbone", name = "onnx")
@Designate(ocd = OnnxOptions.class, factory = true)
public final class OnnxBackbones implements BackboneProvider {
  /** In options: as the file tells. */
  static final String AUTO = "auto";

  /** Changes whenever the same model would give other embeddings than before. */
  private static final String VERSION = "2";

  private final Encoder encoder;
  private final Runtime runtime;
  private final NativeBuild engine;
  private final Map<Map<Path, Long>, String> sums = new HashMap<>();

  /**
   * Reads the file's header.
   *
   * @throws ConfigurationException if the file is no ONNX model, or the options do not fit it
   */
  @Activate
  public OnnxBackbones(OnnxOptions options, @Reference NativeBuild engine) {
    if (!options.frozen()) {
      throw new ConfigurationException(
          "backbone.frozen is false, but an encoder from an ONNX file cannot be trained; leave it out, or choose another architecture.");
    }
    this.engine = engine;
    this.runtime = new Runtime(engine.threads(), options.device());
    Path model = path(options.model());
    this.encoder = Encoder.of(ModelFile.read(model), options);
    if (!OnnxFiles.named(model)) {
      throw new ConfigurationException(
          "The model file %s does not end with .onnx, by which its files are known; rename it."
              .formatted(model));
    }
  }

  private static Path path(String model) {
    try {
      return Path.of(model);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "backbone.model is no path (%s): %s.".formatted(e.getReason(), model.replace('\0', '?')));
    }
  }

  @Override
  public Backbone create(int imageSize, long seed) {
    encoder.require(imageSize);
    engine.start(); // embeddings are handed on in its arrays
    return new OnnxBackbone(encoder, new EncoderSession(encoder, runtime), imageSize);
  }

  @Override
  public void check(int imageSize) {
    encoder.require(imageSize);
    EncoderTrial.require(encoder, runtime, imageSize);
  }

  @Override
  public boolean frozen() {
    return true;
  }

  @Override
  public Optional<Normalisation> normalisation() {
    return encoder.normalisation();
  }

  @Override
  public int batch(int usual) {
    return Math.min(usual, EncoderSession.TOGETHER);
  }

  @Override
  public String fingerprint() {
    Sha256 hash = new Sha256().add(VERSION, runtime.toString(), encoder.function(), sha256());
    return "onnx-" + hash.hex().substring(0, 32);
  }

  @Override
  public String identity() {
    return "onnx sha256:%s, %s".formatted(sha256(), encoder.function());
  }

  /** Of gigabytes, and asked for in every job. */
  private synchronized String sha256() {
    Map<Path, Long> stamp = new HashMap<>();
    encoder
        .file()
        .files()
        .forEach(
            file -> stamp.put(file, file.toFile().lastModified() ^ file.toFile().length() << 20));
    return sums.computeIfAbsent(stamp, now -> encoder.file().sha256());
  }
}
