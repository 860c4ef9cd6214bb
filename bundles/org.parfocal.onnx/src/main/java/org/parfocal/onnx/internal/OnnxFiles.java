package org.parfocal.onnx.internal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.parfocal.api.BackboneFile;
import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.onnx.internal.file.ModelFile;
import org.parfocal.onnx.internal.file.TensorInfo;

/** What {@code parfocal backbone inspect} shows of an ONNX file. */
@Component
public final class OnnxFiles implements BackboneFile {
  private static final int USUAL_SIZE = 224;
  private static final double MEBIBYTE = 1 << 20;

  private final NativeBuild engine;

  /** Called by Declarative Services. */
  @Activate
  public OnnxFiles(@Reference NativeBuild engine) {
    this.engine = engine;
  }

  @Override
  public boolean reads(Path file) {
    return named(file);
  }

  /** By its name the platform knows that other files may belong to a model. */
  static boolean named(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  @Override
  public List<Path> parts(Path file) {
    return ModelFile.read(file).files().toList();
  }

  @Override
  public Map<String, Object> describe(Path path) {
    ModelFile file = ModelFile.read(path);
    Encoder encoder = Encoder.of(file);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", path.toString());
    facts.put("size-in-mib", Math.round(10 * file.size() / MEBIBYTE) / 10.0);
    facts.put("weights-beside", file.weights().stream().map(Path::toString).toList());
    facts.put("sha256", file.sha256());
    facts.put("producer", file.producer());
    facts.put("opsets", file.opsets());
    facts.put("inputs", file.inputs().stream().map(TensorInfo::toString).toList());
    facts.put("outputs", file.outputs().stream().map(TensorInfo::toString).toList());
    facts.put("input", encoder.input().name());
    facts.put("layout", Choice.name(encoder.input().layout()));
    facts.put("batch", open(encoder.input().batch()));
    facts.put("image-size", open(encoder.size()));
    facts.put(
        "mean", encoder.normalisation().<Object>map(it -> it.mean()).orElse("as images.normalise"));
    facts.put(
        "deviation",
        encoder.normalisation().<Object>map(it -> it.deviation()).orElse("as images.normalise"));
    facts.put("output", encoder.output().name());
    trial(encoder, facts);
    return facts;
  }

  private static Object open(long size) {
    return size == TensorInfo.ANY ? "any" : size;
  }

  private void trial(Encoder encoder, Map<String, Object> facts) {
    int edge = encoder.size() == TensorInfo.ANY ? USUAL_SIZE : Math.toIntExact(encoder.size());
    try (EncoderSession session =
        new EncoderSession(encoder, new Runtime(engine.threads(), Device.AUTO))) {
      float[] grey = new float[3 * edge * edge];
      ImageVectors vectors = session.run(grey, 0, 1, edge);
      float[] embedding = vectors.embeddings(encoder.output());
      for (float value : embedding) {
        if (!Float.isFinite(value)) {
          throw new ConfigurationException(
              "The model %s gives numbers that are not finite for a grey image; its weights are damaged, or too large for half precision."
                  .formatted(encoder.file().path()));
        }
      }
      long start = System.nanoTime();
      session.run(grey, 0, 1, edge);
      facts.put("tokens", vectors.tokens());
      facts.put("prefix-tokens", vectors.prefix());
      facts.put("pooling", Choice.name(vectors.meant(encoder.output().pooling())));
      facts.put("embedding-size", embedding.length);
      facts.put("seconds-per-image", Math.round((System.nanoTime() - start) / 1e6) / 1e3);
    }
  }
}
