package org.parfocal.metric.domain.internal.scale;

import java.util.List;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;

/** What judges the tested images of a fold: its model, or a probe of the model's embeddings. */
interface Judge {
  /** Ends the names of its numbers; empty for the model itself. */
  String name();

  /** Begins the headings of its columns. */
  String heading();

  /** What it is, in a few words. */
  String description();

  /** Judges the test and the seen part of a fold. */
  Verdict judge(Outcome outcome);

  /**
   * Predictions of the tested images.
   *
   * @param repetitions one list for each time that the probe was drawn, all of the same images
   * @param obstacle why there are none; empty if there are
   */
  record Verdict(List<List<Prediction>> repetitions, String obstacle) {
    static Verdict none(String obstacle) {
      return new Verdict(List.of(), obstacle);
    }
  }

  /** The images that are tested, at scales that training saw and at others. */
  static boolean tested(Prediction prediction) {
    return prediction.part() == Part.TEST || prediction.part() == Part.SEEN;
  }

  /** The model itself. */
  static Judge model() {
    return new Judge() {
      @Override
      public String name() {
        return "";
      }

      @Override
      public String heading() {
        return "";
      }

      @Override
      public String description() {
        return "by the model";
      }

      @Override
      public Verdict judge(Outcome outcome) {
        return new Verdict(
            List.of(outcome.predictions().stream().filter(Judge::tested).toList()), "");
      }
    };
  }
}
