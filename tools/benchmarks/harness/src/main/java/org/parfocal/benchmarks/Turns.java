package org.parfocal.benchmarks;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Has peers compute in turns, one at a time; each round starts with another one.
 *
 * @param rounds turns of each peer
 * @param warmUpSeconds how long each computes before the first round
 * @param roundSeconds how long a turn lasts; at least one step
 */
record Turns(int rounds, double warmUpSeconds, double roundSeconds) {
  private static final int WARM_UP_STEPS = 3;

  /** Measures the steps of a workload after the warm-up. */
  List<Measurement> measure(List<RunningPeer> peers, Workload workload) {
    Map<RunningPeer, Integer> steps = new IdentityHashMap<>();
    for (RunningPeer peer : peers) {
      peer.prepare(workload);
      steps.put(peer, Math.max(1, (int) Math.round(1000 * roundSeconds / warmUp(peer))));
    }
    return take(rounds, peers, peer -> peer.run(steps.getOrDefault(peer, 1)));
  }

  /** Without warm-up; a turn gives milliseconds of one thing or more. */
  static List<Measurement> take(
      int rounds, List<RunningPeer> peers, Function<RunningPeer, double[]> turn) {
    List<List<double[]>> times = new ArrayList<>();
    peers.forEach(peer -> times.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < peers.size(); i++) {
        int next = (round + i) % peers.size();
        times.get(next).add(turn.apply(peers.get(next)));
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
