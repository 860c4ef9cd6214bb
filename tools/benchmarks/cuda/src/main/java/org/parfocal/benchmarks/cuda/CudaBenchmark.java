package org.parfocal.benchmarks.cuda;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.benchmarks.Engine;
import org.parfocal.benchmarks.Example;
import org.parfocal.benchmarks.Values;
import org.parfocal.benchmarks.Workload;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.network.CudaNetwork;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.Precision;
import org.parfocal.plan.Update;
import org.parfocal.plan.architecture.MobileNetV2;
import org.parfocal.plan.architecture.Network;
import org.parfocal.plan.architecture.NetworkArchitecture;
import org.parfocal.plan.architecture.ResNet18;
import org.parfocal.plan.architecture.ResNet50;
import org.parfocal.plan.architecture.SmallCnn;
import org.parfocal.plan.architecture.SmseCnn;
import org.parfocal.plan.architecture.SqueezeNet;
import org.parfocal.plan.architecture.Vgg11;

/**
 * Plans on the GPU. A step here is what training does: it takes the images from the host's memory
 * and brings the embeddings back.
 */
final class CudaBenchmark implements Engine {
  static final Map<String, NetworkArchitecture> ARCHITECTURES =
      Stream.of(
              new SmallCnn(16, 4),
              new SmseCnn(),
              new ResNet18(),
              new ResNet50(),
              new Vgg11(),
              new MobileNetV2(),
              new SqueezeNet())
          .collect(Collectors.toMap(NetworkArchitecture::name, Function.identity()));

  private final Precision precision;
  private final Path cache;
  private @Nullable Prepared prepared;
  private int steps;

  /** What {@link #prepare} makes. */
  private record Prepared(Network network, CudaNetwork running, Values images, Values lossWeights) {
    int count() {
      return Math.toIntExact(images.shape()[0]);
    }

    float[] embed(boolean training) {
      return running.forward(images.numbers(), count(), training);
    }
  }

  CudaBenchmark(Precision precision, Path cache) {
    this.precision = precision;
    this.cache = cache;
  }

  @Override
  public String description() {
    try (Device device = new Device()) {
      return "Parfocal on cuDNN %d, %s, %s"
          .formatted(Device.cudnnVersion(), precision, device.name());
    }
  }

  @Override
  public void prepare(Workload workload) {
    NetworkArchitecture architecture = ARCHITECTURES.get(workload.backbone());
    if (architecture == null) {
      throw new IllegalArgumentException("there is no backbone " + workload.backbone());
    }
    if (prepared != null) {
      prepared.running.close();
    }
    Network network = architecture.network(workload.imageSize());
    CudaNetwork running =
        new CudaNetwork(
            network.layers(),
            network.layers().parameters().stream()
                .map(ParameterLayout::layer)
                .collect(Collectors.toSet()),
            1,
            precision,
            cache);
    Map<String, Values> zeros = new LinkedHashMap<>();
    network
        .layers()
        .parameters()
        .forEach(one -> zeros.put(one.name(), values(one, new float[(int) one.length()])));
    steps = 0;
    prepared =
        new Prepared(
            network,
            running,
            Example.images(workload),
            Example.lossWeights(workload.batch(), network.layers().embeddingSize()));
    assign(Example.weights(zeros));
  }

  @Override
  public double train() {
    double loss = backward();
    prepared()
        .running
        .step(new Update.Adam(1, 0, 1, 0.9, 0.999, 1e-8, Example.LEARNING_RATE, ++steps));
    return loss;
  }

  private double backward() {
    Prepared now = prepared();
    float[] embeddings = now.embed(true);
    float[] weights = now.lossWeights.numbers();
    double loss = 0;
    for (int i = 0; i < weights.length; i++) {
      loss += (double) embeddings[i] * weights[i];
    }
    now.running.backward(weights);
    return loss;
  }

  @Override
  public void infer() {
    prepared().embed(false);
  }

  @Override
  public double trainHead(int epochs) {
    throw new UnsupportedOperationException("heads are trained on the CPU: engine parfocal");
  }

  @Override
  public double peakMebibytes() {
    return prepared().running.peakBytes() / (double) (1 << 20);
  }

  @Override
  public Map<String, Values> tensors() {
    Map<String, Values> tensors = new LinkedHashMap<>();
    for (ParameterLayout one : prepared().network.layers().parameters()) {
      tensors.put(one.name(), values(one, prepared().running.read(one.name())));
    }
    return tensors;
  }

  @Override
  public void assign(Map<String, Values> tensors) {
    for (ParameterLayout one : prepared().network.layers().parameters()) {
      Values values = Values.named(one.name(), one.torchShape(), tensors);
      prepared().running.write(one.name(), values.numbers());
    }
  }

  @Override
  public Values embeddings() {
    Prepared now = prepared();
    return new Values(now.lossWeights.shape(), now.embed(false));
  }

  @Override
  public Map<String, Values> gradients() {
    backward();
    Map<String, Values> gradients = new LinkedHashMap<>();
    for (ParameterLayout one : prepared().network.layers().parameters()) {
      if (one.role().learned()) {
        gradients.put(one.name(), values(one, prepared().running.gradient(one.name())));
      }
    }
    return gradients;
  }

  private static Values values(ParameterLayout layout, float[] numbers) {
    return new Values(layout.torchShape(), numbers);
  }

  private Prepared prepared() {
    return Objects.requireNonNull(prepared, "nothing has been prepared");
  }
}
