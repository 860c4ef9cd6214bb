package org.parfocal.cuda.internal.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.DeviceMemory;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.cuda.internal.device.Kernels;
import org.parfocal.cuda.internal.device.PinnedMemory;
import org.parfocal.plan.ParameterPlaces.Vector;
import org.parfocal.plan.Update;

/** Steps of optimizers on all learned numbers at once, and the norm of their gradients. */
final class CudaOptimizer implements AutoCloseable {
  private static final int BLOCKS = 256;

  private final Device device;
  private final Kernels kernels;
  private final CudaParameters parameters;
  private final UpdateSettings settings;
  private final DeviceMemory squares;
  private final PinnedMemory square;
  private final Pass norm;
  private final Map<Method, Pass> steps = new HashMap<>();
  private final List<DeviceMemory> moments = new ArrayList<>();

  /**
   * What of an update is the same in each step.
   *
   * @param places for moments that the kernel takes
   * @param moments that there are
   */
  private record Method(String kernel, int places, int moments) {
    private static Method of(Update update) {
      return update instanceof Update.Sgd
          ? new Method("sgd", 1, update.moments())
          : new Method("adam", 2, update.moments());
    }
  }

  CudaOptimizer(Device device, Kernels kernels, CudaParameters parameters) {
    this.device = device;
    this.kernels = kernels;
    this.parameters = parameters;
    settings = new UpdateSettings(device);
    squares = new DeviceMemory(device, (BLOCKS + 1L) * Double.BYTES);
    square = new PinnedMemory(device, Double.BYTES);
    norm = new Pass(device, norm());
  }

  private Runnable norm() {
    long total = squares.address() + (long) BLOCKS * Double.BYTES;
    Runnable parts =
        kernels.launch(
            "squares",
            Grid.blocks(BLOCKS),
            parameters.gradients(),
            squares.address(),
            parameters.learned());
    Runnable sum = kernels.launch("add_squares", Grid.one(), squares.address(), total, BLOCKS);
    return () -> {
      parts.run();
      sum.run();
      square.receive(total, Double.BYTES);
    };
  }

  double squaredGradientNorm() {
    norm.run();
    device.synchronize();
    return square.view().getDouble(0);
  }

  /** Asks for a step, and waits for nothing that was asked for since the last embeddings. */
  void step(Update update) {
    prepare(update.moments());
    settings.put(update);
    steps.computeIfAbsent(Method.of(update), method -> new Pass(device, work(method))).run();
    settings.sent();
  }

  private Runnable work(Method method) {
    long n = parameters.learned();
    List<Object> arguments = new ArrayList<>();
    arguments.add(parameters.vector(Vector.LEARNED));
    arguments.add(parameters.gradients());
    for (int index = 0; index < method.places; index++) {
      arguments.add(index < method.moments ? moments.get(index).address() : 0L);
    }
    arguments.addAll(List.of(parameters.learnedCopy(), n, settings.address()));
    Runnable change = kernels.launch(method.kernel, Grid.each(n), arguments.toArray());
    long statistics = parameters.statistics();
    Runnable follow =
        kernels.launch(
            "follow",
            Grid.each(statistics),
            parameters.vector(Vector.STATISTICS),
            parameters.batch(),
            parameters.shares(),
            statistics);
    return () -> {
      settings.send();
      change.run();
      if (statistics > 0) {
        follow.run();
      }
    };
  }

  private void prepare(int count) {
    while (moments.size() < count) {
      DeviceMemory moment = new DeviceMemory(device, parameters.learned() * Float.BYTES);
      moment.clear();
      moments.add(moment);
    }
  }

  float[][] moments() {
    return moments.stream()
        .map(one -> parameters.receive(one.address(), (int) parameters.learned()))
        .toArray(float[][]::new);
  }

  void restore(float[][] remembered) {
    prepare(remembered.length);
    for (int index = 0; index < remembered.length; index++) {
      parameters.send(moments.get(index).address(), remembered[index]);
    }
  }

  @Override
  public void close() {
    steps.values().forEach(Pass::close);
    norm.close();
    moments.forEach(DeviceMemory::close);
    settings.close();
    squares.close();
    square.close();
  }
}
