package org.parfocal.cuda.internal.network;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.DeviceMemory;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.cuda.internal.device.Kernels;
import org.parfocal.cuda.internal.device.PinnedMemory;
import org.parfocal.plan.ParameterPlaces.Vector;
import org.parfocal.plan.Update;

/** Steps of optimizers on all learned numbers at once, and the norm of their gradients. */
final class CudaOptimizer implements AutoCloseable {
  private static final int SETTINGS = 10;
  private static final int BLOCKS = 256;

  private final Device device;
  private final Kernels kernels;
  private final CudaParameters parameters;
  private final DeviceMemory settings;
  private final DeviceMemory squares;
  private final PinnedMemory host;
  private final List<DeviceMemory> moments = new ArrayList<>();

  CudaOptimizer(Device device, Kernels kernels, CudaParameters parameters) {
    this.device = device;
    this.kernels = kernels;
    this.parameters = parameters;
    settings = new DeviceMemory(device, SETTINGS * (long) Float.BYTES);
    squares = new DeviceMemory(device, (BLOCKS + 1L) * Double.BYTES);
    host = new PinnedMemory(device, SETTINGS * (long) Float.BYTES);
  }

  double squaredGradientNorm() {
    long total = squares.address() + (long) BLOCKS * Double.BYTES;
    kernels
        .launch(
            "squares",
            Grid.blocks(BLOCKS),
            parameters.gradients(),
            squares.address(),
            parameters.learned())
        .run();
    kernels.launch("add_squares", Grid.one(), squares.address(), total, BLOCKS).run();
    host.receive(total, Double.BYTES);
    device.synchronize();
    return host.view().getDouble(0);
  }

  void step(Update update) {
    followStatistics();
    prepare(update.moments());
    device.synchronize(); // the settings of the step before may still be read
    long n = parameters.learned();
    if (update instanceof Update.Sgd sgd) {
      send((float) sgd.scale(), (float) sgd.decay(), (float) sgd.momentum(), (float) sgd.rate());
      host.integers().put(4, sgd.nesterov() ? 1 : 0);
      host.send(settings.address(), SETTINGS * (long) Float.BYTES);
      kernels
          .launch(
              "sgd",
              Grid.each(n),
              parameters.vector(Vector.LEARNED),
              parameters.gradients(),
              moments.isEmpty() ? 0L : moments.get(0).address(),
              0L,
              n,
              settings.address())
          .run();
    } else if (update instanceof Update.Adam adam) {
      send(
          (float) adam.scale(),
          (float) adam.decay(),
          (float) adam.kept(),
          (float) adam.beta1(),
          (float) (1 - adam.beta1()),
          (float) adam.beta2(),
          (float) (1 - adam.beta2()),
          (float) adam.epsilon(),
          (float) (adam.rate() / (1 - Math.pow(adam.beta1(), adam.count()))),
          (float) (1 / Math.sqrt(1 - Math.pow(adam.beta2(), adam.count()))));
      host.send(settings.address(), SETTINGS * (long) Float.BYTES);
      kernels
          .launch(
              "adam",
              Grid.each(n),
              parameters.vector(Vector.LEARNED),
              parameters.gradients(),
              moments.get(0).address(),
              moments.get(1).address(),
              0L,
              n,
              settings.address())
          .run();
    }
  }

  private void followStatistics() {
    long n = parameters.statistics();
    if (n > 0) {
      kernels
          .launch(
              "follow",
              Grid.each(n),
              parameters.vector(Vector.STATISTICS),
              parameters.batch(),
              parameters.shares(),
              n)
          .run();
    }
  }

  private void send(float... values) {
    host.floats().put(values);
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
    moments.forEach(DeviceMemory::close);
    settings.close();
    squares.close();
    host.close();
  }
}
