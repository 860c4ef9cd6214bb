package org.parfocal.api;

import java.util.List;
import java.util.Map;

/** What was stored of the tested samples beside their predictions. */
public interface SampleValues {
  /** Nothing. */
  SampleValues NONE =
      new SampleValues() {
        @Override
        public List<SampleField> fields() {
          return List.of();
        }

        @Override
        public Map<String, String> of(SampleField field) {
          return Map.of();
        }
      };

  /** The fields that some of the samples have. */
  List<SampleField> fields();

  /** The known values of a field by {@link Sample#id()}; none of a field that no sample has. */
  Map<String, String> of(SampleField field);
}
