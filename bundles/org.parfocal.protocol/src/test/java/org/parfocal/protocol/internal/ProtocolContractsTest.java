package org.parfocal.protocol.internal;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Protocol;
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
}
