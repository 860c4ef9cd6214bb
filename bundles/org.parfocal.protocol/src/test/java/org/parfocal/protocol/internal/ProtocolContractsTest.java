package org.parfocal.protocol.internal;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.ProtocolContract;

/** Every protocol keeps the contract. */
class ProtocolContractsTest {
  @TempDir static Path folder;

  @Nested
  class LeaveOneMagnificationOutContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new LeaveOneMagnificationOut(OptionValues.of(CrossedOptions.class, Map.of()));
    }
  }

  @Nested
  class SingleMagnificationContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new SingleMagnification(OptionValues.of(CrossedOptions.class, Map.of()));
    }
  }

  @Nested
  class ScaleResponseContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return ScaleResponseTest.protocol(Map.of());
    }

    @Override
    protected Dataset dataset() {
      return ScaleResponseTest.pyramids(24, 2, 0.25, 0.5, 1);
    }
  }

  @Nested
  class LeaveOneDomainOutContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new LeaveOneDomainOut(
          OptionValues.of(LeaveOneDomainOut.Options.class, Map.of("field", "institute")));
    }
  }

  @Nested
  class PatientHoldoutContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new PatientHoldout(
          OptionValues.of(PatientHoldout.Options.class, Map.of("repeats", 2)));
    }
  }

  @Nested
  class PatientKFoldContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new PatientKFold(OptionValues.of(PatientKFold.Options.class, Map.of()));
    }
  }

  @Nested
  class GivenFoldsContract extends ProtocolContract {
    /** A third of the patients is held out in turn, so that each part has both classes. */
    @Override
    protected Protocol protocol() {
      List<Sample> samples = dataset().samples();
      StringBuilder rows = new StringBuilder("image,fold,part\n");
      for (int fold = 0; fold < 3; fold++) {
        for (int index = 0; index < samples.size(); index++) {
          boolean test = index * 3 / samples.size() == fold;
          rows.append(samples.get(index).id())
              .append(",%d,%s\n".formatted(fold, test ? "test" : "train"));
        }
      }
      Path file = folder.resolve("folds.csv");
      assertThatNoException().isThrownBy(() -> Files.writeString(file, rows));
      return new GivenFolds(
          OptionValues.of(GivenFolds.Options.class, Map.of("path", file.toString())));
    }
  }
}
