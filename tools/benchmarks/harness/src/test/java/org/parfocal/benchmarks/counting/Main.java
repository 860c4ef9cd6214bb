package org.parfocal.benchmarks.counting;

import java.io.IOException;
import java.util.Map;
import org.parfocal.benchmarks.Engine;
import org.parfocal.benchmarks.Values;
import org.parfocal.benchmarks.Worker;
import org.parfocal.benchmarks.Workload;

/** An engine whose loss is the number of its steps. */
public final class Main implements Engine {
  private int steps;
  private String workload = "nothing";

  public static void main(String[] arguments) throws IOException {
    System.out.println("libraries may print before");
    Worker.serve(new Main());
  }

  @Override
  public String description() {
    return "counting %s, threads %s, %s"
        .formatted(workload, System.getenv("OMP_NUM_THREADS"), System.getenv("OMP_WAIT_POLICY"));
  }

  @Override
  public void prepare(Workload prepared) {
    if (prepared.backbone().equals("unknown")) {
      throw new IllegalArgumentException("no backbone unknown");
    }
    workload = prepared.toString();
  }

  @Override
  public double train() {
    System.out.println("and in between");
    steps++;
    return steps;
  }

  @Override
  public void infer() {
    throw new UnsupportedOperationException();
  }

  /** Grows with each step after the first 20. */
  @Override
  public double peakMebibytes() {
    return Math.max(20, steps);
  }

  @Override
  public double trainHead(int epochs) {
    steps += epochs;
    return steps;
  }

  @Override
  public Map<String, Values> tensors() {
    return Map.of("steps", new Values(new long[] {1}, new float[] {steps}));
  }

  @Override
  public void assign(Map<String, Values> tensors) {
    steps = (int) Values.named("steps", new long[] {1}, tensors).numbers()[0];
  }

  @Override
  public Values embeddings() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Values> gradients() {
    throw new UnsupportedOperationException();
  }
}
