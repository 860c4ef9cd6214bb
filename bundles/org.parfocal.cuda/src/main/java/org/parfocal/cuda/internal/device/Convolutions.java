package org.parfocal.cuda.internal.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.global.cudart;
import org.jspecify.annotations.Nullable;
import org.parfocal.plan.Precision;

/**
 * Convolutions by cuDNN's graph interface. Of the ways that its heuristic names, those are taken
 * that give the same bits each time and keep the precision; they are timed once, and the choice is
 * kept on disk by GPU, cuDNN's version, shape and precision, so that a network is computed in the
 * same way in every run.
 */
public final class Convolutions implements AutoCloseable {
  private static final int RUNS = 3;
  private static final long WORKSPACE = 512L << 20;
  private static final int SHARE = 8;

  private final Device device;
  private final Precision precision;
  private final Exactness exactness;
  private final DeviceMemory workspace;
  private final KeptChoices kept;
  private final List<ConvolutionGraph> graphs = new ArrayList<>();
  private final List<ConvolutionCall> calls = new ArrayList<>();

  /**
   * Reserves what the ways may work in.
   *
   * @param cache folder of the choices
   */
  public Convolutions(Device device, Precision precision, Path cache) {
    this.device = device;
    this.precision = precision;
    exactness = Exactness.of(precision);
    workspace = new DeviceMemory(device, Math.min(WORKSPACE, device.free() / SHARE));
    String name = device.name().replaceAll("[^A-Za-z0-9]+", "-");
    kept =
        new KeptChoices(
            cache.resolve("convolutions-%s-cudnn-%d.txt".formatted(name, Device.cudnnVersion())));
  }

  /**
   * The quickest way, bound. What the tensors hold may be overwritten while ways are timed.
   *
   * @throws DeviceException if cuDNN has no way
   */
  public Runnable bind(ConvolutionKind kind, ConvolutionShape shape, Tensors tensors) {
    String key =
        "%s %s %s".formatted(kind, precision, shape).toLowerCase(Locale.ROOT).replace('\n', ' ');
    ConvolutionGraph graph = new ConvolutionGraph(device, kind, shape, exactness.dataType());
    graphs.add(graph); // a plan may refer to what it was made from
    List<Descriptor> ways = graph.ways();
    Integer known = kept.get(key);
    ConvolutionCall call = known == null ? null : make(graph, ways, known, tensors);
    if (call == null) {
      call = quickest(graph, ways, tensors, key);
    }
    calls.add(call);
    return call;
  }

  private ConvolutionCall quickest(
      ConvolutionGraph graph, List<Descriptor> ways, Tensors tensors, String key) {
    ConvolutionCall best = null;
    float bestTime = Float.POSITIVE_INFINITY;
    for (int index = 0; index < ways.size(); index++) {
      ConvolutionCall call = make(graph, ways, index, tensors);
      if (call != null) {
        float time = time(call);
        if (time < bestTime) {
          close(best);
          best = call;
          bestTime = time;
          kept.put(key, index);
        } else {
          call.close();
        }
      }
    }
    if (best == null) {
      throw new DeviceException(
          "cuDNN knows no way to compute this on %s: %s.".formatted(device.name(), key));
    }
    kept.write();
    return best;
  }

  private static void close(@Nullable ConvolutionCall call) {
    if (call != null) {
      call.close();
    }
  }

  private @Nullable ConvolutionCall make(
      ConvolutionGraph graph, List<Descriptor> ways, int index, Tensors tensors) {
    if (index >= ways.size() || !exactness.allows(graph.notes(ways.get(index)))) {
      return null;
    }
    try {
      return ConvolutionCall.of(device, ways.get(index), tensors, workspace);
    } catch (DeviceException e) {
      return null; // not every way runs on every GPU, or in so little memory
    }
  }

  /** Milliseconds of a run; infinite if it fails. */
  private float time(ConvolutionCall call) {
    CUevent_st begin = new CUevent_st();
    CUevent_st end = new CUevent_st();
    device.check(cudart.cudaEventCreate(begin), "An event cannot be made");
    device.check(cudart.cudaEventCreate(end), "An event cannot be made");
    try {
      call.run();
      cudart.cudaEventRecord(begin, device.stream());
      for (int run = 0; run < RUNS; run++) {
        call.run();
      }
      cudart.cudaEventRecord(end, device.stream());
      device.synchronize();
      float[] time = new float[1];
      device.check(cudart.cudaEventElapsedTime(time, begin, end), "An event has no time");
      return time[0] / RUNS;
    } catch (DeviceException e) {
      device.enter(); // throws if it was more than this way
      return Float.POSITIVE_INFINITY;
    } finally {
      cudart.cudaEventDestroy(begin);
      cudart.cudaEventDestroy(end);
    }
  }

  @Override
  public void close() {
    calls.forEach(ConvolutionCall::close);
    graphs.forEach(ConvolutionGraph::close);
    calls.clear();
    graphs.clear();
    workspace.close();
  }
}
