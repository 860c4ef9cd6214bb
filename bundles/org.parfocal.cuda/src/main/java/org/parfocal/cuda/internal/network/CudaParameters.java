package org.parfocal.cuda.internal.network;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.DeviceMemory;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.cuda.internal.device.Kernels;
import org.parfocal.cuda.internal.device.PinnedMemory;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.Node;
import org.parfocal.plan.NumberType;
import org.parfocal.plan.Operation;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.ParameterPlaces;
import org.parfocal.plan.ParameterPlaces.Place;
import org.parfocal.plan.ParameterPlaces.Vector;

/**
 * The parameters of a network as flat vectors of floats on the device. Where maps are made of other
 * numbers, convolutions read copies of the weights in those, which follow each change.
 */
final class CudaParameters implements AutoCloseable {
  private static final int FLOAT = Float.BYTES;

  private final Device device;
  private final ParameterPlaces places;
  private final Map<String, TensorOrder> orders = new HashMap<>();
  private final Kernels kernels;
  private final Map<Vector, DeviceMemory> vectors = new EnumMap<>(Vector.class);

  /** Of all but statistics; none where maps are of floats. */
  private final Map<Vector, DeviceMemory> copies = new EnumMap<>(Vector.class);

  private final DeviceMemory gradients;
  private final DeviceMemory batch;
  private final DeviceMemory shares;
  private final float[] share;

  CudaParameters(Device device, Kernels kernels, LayerGraph network, ParameterPlaces places) {
    this.device = device;
    this.kernels = kernels;
    this.places = places;
    for (Vector vector : Vector.values()) {
      vectors.put(vector, zeros(places.length(vector)));
      if (kernels.maps() != NumberType.FLOAT32 && vector != Vector.STATISTICS) {
        copies.put(vector, zeros(places.length(vector)));
      }
    }
    gradients = zeros(places.length(Vector.LEARNED));
    batch = zeros(places.length(Vector.STATISTICS));
    shares = zeros(places.length(Vector.STATISTICS));
    share = new float[(int) places.length(Vector.STATISTICS)];
    Arrays.fill(share, 1);
    for (Place place : places.all()) {
      orders.put(place.parameter().name(), TensorOrder.of(place.parameter()));
    }
    for (Node node : network.nodes()) {
      if (node.operation() instanceof Operation.Dense dense) {
        orders.put(
            dense.weight(),
            TensorOrder.dense(places.of(dense.weight()).parameter(), node.input().shape()));
      } else if (node.operation() instanceof Operation.BatchNorm norm) {
        share(norm.layer() + ".running_mean", norm.decay());
        share(norm.layer() + ".running_var", norm.decay());
      }
    }
    send(shares.address(), share);
    places.all().stream()
        .map(Place::parameter)
        .filter(one -> one.role() == ParameterLayout.Role.RUNNING_VARIANCE)
        .forEach(
            one -> {
              float[] ones = new float[(int) one.length()];
              Arrays.fill(ones, 1);
              write(one.name(), ones);
            });
  }

  /** Says how much of a running statistic a step leaves. */
  private void share(String name, double left) {
    Place place = places.of(name);
    int from = (int) place.offset();
    Arrays.fill(share, from, from + (int) place.parameter().length(), (float) left);
  }

  private DeviceMemory zeros(long numbers) {
    DeviceMemory memory = new DeviceMemory(device, numbers * FLOAT);
    memory.clear();
    return memory;
  }

  ParameterPlaces places() {
    return places;
  }

  /** Where a tensor begins. */
  long address(String name) {
    Place place = places.of(name);
    return vector(place.vector()) + place.offset() * FLOAT;
  }

  /** Where weights begin in the numbers that maps are made of. */
  long weightAddress(String name) {
    Place place = places.of(name);
    DeviceMemory copy = copies.get(place.vector());
    return copy == null ? address(name) : copy.address() + place.offset() * kernels.maps().bytes();
  }

  /** Where the copy of all that is learned begins, for a step to write it; 0 if there is none. */
  long learnedCopy() {
    DeviceMemory copy = copies.get(Vector.LEARNED);
    return copy == null ? 0 : copy.address();
  }

  /** Where the gradient of a learned tensor begins. */
  long gradientAddress(String name) {
    return gradients.address() + places.of(name).offset() * FLOAT;
  }

  /** Where a statistic of the last batch begins, by the name of the running one. */
  long batchAddress(String name) {
    return batch.address() + places.of(name).offset() * FLOAT;
  }

  /** Where a whole vector begins. */
  long vector(Vector which) {
    return Objects.requireNonNull(vectors.get(which)).address();
  }

  long gradients() {
    return gradients.address();
  }

  long batch() {
    return batch.address();
  }

  long shares() {
    return shares.address();
  }

  long learned() {
    return places.length(Vector.LEARNED);
  }

  long statistics() {
    return places.length(Vector.STATISTICS);
  }

  /** A tensor in PyTorch's order. */
  float[] read(String name) {
    return order(name).torch(receive(address(name), length(name)));
  }

  float[] readGradient(String name) {
    return order(name).torch(receive(gradientAddress(name), length(name)));
  }

  /** Changes a tensor. */
  void write(String name, float[] values) {
    if (values.length != length(name)) {
      throw new IllegalArgumentException(
          "%d numbers for %s, which has %d".formatted(values.length, name, length(name)));
    }
    send(address(name), order(name).stored(values));
    if (copies.containsKey(places.of(name).vector())) {
      kernels
          .launch(
              "narrow",
              Grid.each(values.length),
              address(name),
              weightAddress(name),
              (long) values.length)
          .run();
    }
  }

  private TensorOrder order(String name) {
    return Objects.requireNonNull(orders.get(name), name);
  }

  private int length(String name) {
    return (int) places.of(name).parameter().length();
  }

  /** Copies floats to the device and waits for it. */
  void send(long address, float[] values) {
    long bytes = (long) values.length * FLOAT;
    try (PinnedMemory pinned = new PinnedMemory(device, bytes)) {
      pinned.floats().put(values);
      pinned.send(address, bytes);
      device.synchronize();
    }
  }

  /** Copies floats from the device and waits for them. */
  float[] receive(long address, int count) {
    float[] values = new float[count];
    long bytes = (long) count * FLOAT;
    try (PinnedMemory pinned = new PinnedMemory(device, bytes)) {
      pinned.receive(address, bytes);
      device.synchronize();
      pinned.floats().get(values);
    }
    return values;
  }

  @Override
  public void close() {
    vectors.values().forEach(DeviceMemory::close);
    copies.values().forEach(DeviceMemory::close);
    gradients.close();
    batch.close();
    shares.close();
  }
}
