package org.parfocal.cuda.internal.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parfocal.cuda.internal.device.Convolutions;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.Kernels;
import org.parfocal.plan.FoldedNorms;
import org.parfocal.plan.ImageBytes;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.ParameterPlaces;
import org.parfocal.plan.Plans;
import org.parfocal.plan.Precision;
import org.parfocal.plan.RunningNetwork;
import org.parfocal.plan.Update;

/** A network on the GPU: one plan for each number of images, in training and in inference. */
public final class CudaNetwork implements RunningNetwork {
  private final Device device;
  private final CudaParameters parameters;
  private final FoldedNorms norms;
  private final FoldedFilters folded;
  private final CudaOperations.RandomState random;
  private final CudaOptimizer optimizer;
  private final Plans<CudaMemory, CudaPlan> plans;
  private final ImagePort port;

  /** Numbers of an image. */
  private final long image;

  /** In the order in which they are given back. */
  private final List<AutoCloseable> owned = new ArrayList<>();

  private @Nullable CudaPlan last;
  private boolean closed;

  /**
   * Puts it on the device.
   *
   * @param learning the layers whose parameters are learned
   * @param seed of what is random in training
   * @param cache folder of compiled kernels and chosen algorithms
   */
  public CudaNetwork(
      LayerGraph network, Set<String> learning, long seed, Precision precision, Path cache) {
    device = new Device();
    ParameterPlaces places = new ParameterPlaces(network.parameters(), learning);
    Kernels kernels = new Kernels(device, precision == Precision.BFLOAT16, cache);
    parameters = new CudaParameters(device, kernels, network, places);
    norms = new FoldedNorms(network, places::learns);
    folded = new FoldedFilters(device, kernels, parameters, norms);
    random = new CudaOperations.RandomState(seed);
    optimizer = new CudaOptimizer(device, kernels, parameters);
    Convolutions convolutions = new Convolutions(device, precision, cache);
    port = new ImagePort(device);
    image = network.image().shape().places() * network.image().shape().channels();
    CudaTarget.Reserved reserved = new CudaTarget.Reserved();
    plans =
        new Plans<>(
            network,
            places::learns,
            norms,
            new CudaTarget(
                device,
                kernels,
                convolutions,
                parameters,
                folded,
                new CudaOperations(device.processors(), random, kernels.maps()),
                reserved));
    owned.addAll(
        List.of(
            plans, port, convolutions, reserved, optimizer, folded, parameters, kernels, device));
  }

  @Override
  public float[] forward(float[] images, int count, boolean training) {
    return forward(count, training, plan -> plan.put(images));
  }

  @Override
  public ImageBytes imageBytes(int images, float[] table) {
    device.enter();
    return new CudaImageBytes(device, port, this::forward, parameters, images, image, table);
  }

  private float[] forward(int count, boolean training, CudaImageBytes.PlanInput input) {
    device.enter();
    last = null;
    boolean learning = training && parameters.places().learnsAny();
    CudaPlan plan = plans.of(count, learning);
    norms.refresh(learning, folded::fold);
    input.into(plan);
    float[] embeddings = plan.forward();
    last = plan;
    return embeddings;
  }

  private CudaPlan plan() {
    device.enter();
    return Objects.requireNonNull(last, "a forward pass comes first");
  }

  @Override
  public void backward(float[] gradient) {
    plan().backward(gradient);
  }

  @Override
  public double squaredGradientNorm() {
    device.enter();
    return optimizer.squaredGradientNorm();
  }

  @Override
  public void step(Update update) {
    device.enter();
    optimizer.step(update);
    norms.stepped();
  }

  /** The most bytes of the device that were taken at once; not what CUDA takes for itself. */
  public long peakBytes() {
    return device.peakBytes();
  }

  @Override
  public float[] maps() {
    return plan().maps();
  }

  @Override
  public Optional<String> firstNonFinite() {
    return plan().firstNonFinite();
  }

  @Override
  public float[] read(String tensor) {
    device.enter();
    return parameters.read(tensor);
  }

  @Override
  public float[] gradient(String tensor) {
    device.enter();
    return parameters.readGradient(tensor);
  }

  @Override
  public void write(String tensor, float[] values) {
    device.enter();
    parameters.write(tensor, values);
    norms.invalidate();
  }

  @Override
  public float[][] moments() {
    device.enter();
    return optimizer.moments();
  }

  @Override
  public void restoreMoments(float[][] moments) {
    device.enter();
    optimizer.restore(moments);
  }

  @Override
  public long randomState() {
    return random.state();
  }

  @Override
  public void restoreRandomState(long state) {
    random.set(state);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (AutoCloseable one : owned) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
