package org.parfocal.cuda.internal.network;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.DeviceMemory;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.cuda.internal.device.PinnedMemory;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NumberType;
import org.parfocal.plan.Plan;
import org.parfocal.plan.Ports;

/** A plan on the device. */
final class CudaPlan implements AutoCloseable {
  private final Device device;
  private final Plan plan;
  private final Ports ports;
  private final CudaMemory memory;
  private final Map<List<Long>, Runnable> normalising = new HashMap<>();
  private final PinnedMemory embeddings;
  private final Pass forward;
  private final Pass backward;
  private @Nullable PinnedMemory images;

  CudaPlan(Device device, Plan plan, Ports ports, CudaMemory memory) {
    this.device = device;
    this.plan = plan;
    this.ports = ports;
    this.memory = memory;
    embeddings = memory.pinned(ports.embeddings().bytes());
    forward = new Pass(device, plan::forward);
    backward = new Pass(device, plan::backward);
  }

  /** Has normalised images copied to where the plan reads them. */
  void put(float[] pixels) {
    PinnedMemory from = images;
    if (from == null) {
      from = memory.pinned(ports.images().bytes());
      images = from;
    }
    from.floats().put(pixels);
    from.send(memory.at(ports.images()), ports.images().bytes());
  }

  /**
   * Has bytes of the device turned into what the plan reads.
   *
   * @param table of what each byte of each channel becomes
   */
  void normalise(long bytes, long table) {
    normalising
        .computeIfAbsent(
            List.of(bytes, table),
            places ->
                memory.launch(
                    "normalise",
                    Grid.each(ports.images().length()),
                    bytes,
                    memory.at(ports.images()),
                    ports.images().length(),
                    table))
        .run();
  }

  /** From the images that were put there to embeddings. */
  float[] forward() {
    memory.draw();
    forward.run();
    return receive(ports.embeddings(), embeddings);
  }

  private float[] receive(Buffer buffer, PinnedMemory host) {
    host.receive(memory.at(buffer), buffer.bytes());
    device.synchronize();
    float[] values = new float[(int) buffer.length()];
    if (buffer.type() == NumberType.FLOAT32) {
      host.floats().get(values);
    } else {
      ByteBuffer narrow = host.view();
      for (int index = 0; index < values.length; index++) {
        values[index] = Float.intBitsToFloat(narrow.getShort(index * Short.BYTES) << Short.SIZE);
      }
    }
    return values;
  }

  /** From the gradient of the embeddings to those of the parameters. */
  void backward(float[] gradient) {
    Buffer into = ports.gradient();
    if (into == null) {
      throw new IllegalStateException("an inference plan has no backward pass");
    }
    embeddings.floats().put(gradient);
    embeddings.send(memory.at(into), into.bytes());
    backward.run();
  }

  /** What the last layer reads. */
  float[] maps() {
    try (PinnedMemory host = new PinnedMemory(device, ports.maps().bytes())) {
      return receive(ports.maps(), host);
    }
  }

  /** Runs the forward pass again and names the first layer whose result is not finite. */
  Optional<String> firstNonFinite() {
    try (PinnedMemory flag = new PinnedMemory(device, Integer.BYTES);
        DeviceMemory place = new DeviceMemory(device, Integer.BYTES)) {
      Map<String, Runnable> searches = new HashMap<>();
      ports
          .results()
          .forEach(
              (layer, result) ->
                  searches.put(
                      layer,
                      memory.launch(
                          result.type() == NumberType.FLOAT32
                              ? "find_non_finite_floats"
                              : "find_non_finite",
                          Grid.each(result.length()),
                          memory.at(result),
                          place.address(),
                          result.length())));
      return plan.firstForward(
          layer -> {
            Runnable search = searches.get(layer);
            if (search == null) {
              return false;
            }
            place.clear();
            search.run();
            flag.receive(place.address(), Integer.BYTES);
            device.synchronize();
            return flag.integers().get(0) != 0;
          });
    }
  }

  @Override
  public void close() {
    device.settle();
    forward.close();
    backward.close();
    memory.close();
  }
}
