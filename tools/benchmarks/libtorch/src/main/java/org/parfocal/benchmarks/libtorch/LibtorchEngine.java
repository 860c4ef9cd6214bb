package org.parfocal.benchmarks.libtorch;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.parfocal.benchmarks.Engine;
import org.parfocal.benchmarks.Example;
import org.parfocal.benchmarks.HeadTraining;
import org.parfocal.benchmarks.Values;
import org.parfocal.benchmarks.Workload;

/** libtorch in eager mode. */
final class LibtorchEngine implements Engine {
  private final ScalarType type;
  private final MemoryFormat format;
  private final boolean embedOnce;
  private final Parameters parameters;
  private @Nullable Prepared prepared;

  /** What {@link #prepare} makes. */
  private record Prepared(Network network, Tensor images, Tensor lossWeights, Adam optimiser) {}

  /** {@code embedOnce} is whether a head is trained on embeddings that are made once. */
  LibtorchEngine(ScalarType type, boolean channelsLast, boolean embedOnce) {
    this.type = type;
    this.embedOnce = embedOnce;
    this.format = channelsLast ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
    parameters = new Parameters(type, format);
    String threads = System.getenv("OMP_NUM_THREADS");
    if (threads != null) {
      torch.set_num_threads(Integer.parseInt(threads));
    }
  }

  @Override
  public String description() {
    return "libtorch %s, %s, %s, %d threads"
        .formatted(
            torch.class.getPackage().getImplementationVersion(),
            type == ScalarType.Double ? "float64" : "float32",
            format == MemoryFormat.ChannelsLast ? "NHWC" : "NCHW",
            torch.get_num_threads());
  }

  @Override
  public void prepare(Workload workload) {
    Network network = Network.of(workload.backbone());
    Tensor images =
        Tensors.kept(
            () ->
                Tensors.of(Example.images(workload))
                    .permute(0, 3, 1, 2)
                    .to(type)
                    .contiguous(format));
    int embeddingSize = embeddingSize(network, images);
    prepared =
        new Prepared(
            network,
            images,
            Tensors.kept(
                () -> Tensors.of(Example.lossWeights(workload.batch(), embeddingSize)).to(type)),
            new Adam(parameters.learned(), new AdamOptions(Example.LEARNING_RATE)));
  }

  /** Also makes the parameters; by one image, since more would raise the peak of memory. */
  private int embeddingSize(Network network, Tensor images) {
    try (NoGradGuard guard = new NoGradGuard();
        Tensor one = images.narrow(0, 0, 1);
        Tensor embedding = network.apply(new Flow(parameters, false, one)).end()) {
      return Math.toIntExact(embedding.size(1));
    }
  }

  @Override
  public double train() {
    try (PointerScope scope = new PointerScope()) {
      double loss = backward();
      prepared().optimiser.step();
      return loss;
    }
  }

  private double backward() {
    Prepared network = prepared();
    network.optimiser.zero_grad();
    try (Tensor embeddings = forward(true)) {
      Tensor loss = embeddings.mul(network.lossWeights).sum();
      loss.backward();
      return loss.item_double();
    }
  }

  @Override
  public void infer() {
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode(true)) {
      forward(false);
    }
  }

  private Tensor forward(boolean training) {
    Prepared network = prepared();
    return network.network.apply(new Flow(parameters, training, network.images)).end();
  }

  @Override
  public double trainHead(int epochs) {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(1);
      Prepared network = prepared();
      Tensor labels = Tensor.create(HeadTraining.labels(Math.toIntExact(network.images.size(0))));
      UnaryOperator<Tensor> embeddings =
          embedOnce
              ? drawn(embedAll(network.images))
              : indices -> embed(drawn(network.images).apply(indices));
      LinearClassifier classifier =
          new LinearClassifier(Math.toIntExact(network.lossWeights.size(1)), type);
      double loss = Double.NaN;
      for (int epoch = 0; epoch < epochs; epoch++) {
        loss = classifier.epoch(labels, embeddings);
      }
      return loss;
    }
  }

  private static UnaryOperator<Tensor> drawn(Tensor all) {
    return indices -> all.index_select(0, indices);
  }

  private Tensor embedAll(Tensor images) {
    TensorVector parts = new TensorVector();
    for (Tensor batch : images.split(HeadTraining.BATCH).get()) {
      parts.push_back(embed(batch));
    }
    return torch.cat(parts, 0);
  }

  private Tensor embed(Tensor images) {
    try (NoGradGuard guard = new NoGradGuard()) {
      return prepared().network.apply(new Flow(parameters, false, images.contiguous(format))).end();
    }
  }

  @Override
  public Map<String, Values> tensors() {
    return parameters.values();
  }

  @Override
  public void assign(Map<String, Values> tensors) {
    parameters.assign(tensors);
  }

  @Override
  public Values embeddings() {
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode(true)) {
      return Tensors.values(forward(false));
    }
  }

  @Override
  public Map<String, Values> gradients() {
    try (PointerScope scope = new PointerScope()) {
      backward();
      return parameters.gradients();
    }
  }

  private Prepared prepared() {
    if (prepared == null) {
      throw new IllegalStateException("Nothing has been prepared");
    }
    return prepared;
  }
}
