package org.parfocal.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Has peers compute in turns, one at a time; each round starts with another one.
 *
 * @param rounds turns of each peer
 * @param warmUpSeconds how long each computes before the first round
 * @param roundSeconds how long a turn lasts; at least one step
 */
record Turns(int rounds, double warmUpSeconds, double roundSeconds) {
  private static final int WARM_UP_STEPS = 3;

  List<Measurement> measure(List<RunningPeer> peers, Workload workload) {
    List<Integer> steps = new ArrayList<>();
    List<List<double[]>> times = new ArrayList<>();
    for (RunningPeer peer : peers) {
      peer.prepare(workload);
      steps.add(Math.max(1, (int) Math.round(1000 * roundSeconds / warmUp(peer))));
      times.add(new ArrayList<>());
    }
    for (int turn = 0; turn < rounds; turn++) {
      for (int i = 0; i < peers.size(); i++) {
        int next = (turn + i) % peers.size();
        times.get(next).add(peers.get(next).run(steps.get(next)));
      }
    }
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      RunningPeer peer = peers.get(i);
      measurements.add(new Measurement(peer.peer(), times.get(i), peer.peakMebibytes()));
    }
    return measurements;
  }

  /** Milliseconds of the last steps. */
  private double warmUp(RunningPeer peer) {
    double sum = 0;
    double last = 0;
    for (int step = 0; step < WARM_UP_STEPS || sum < 1000 * warmUpSeconds; step++) {
      last = peer.run(1)[0];
      sum += last;
    }
    return last;
  }
}
