package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parfocal.api.ConfigurationException;
import org.parfocal.backbone.dl4j.NetworkBackboneProvider;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.safetensors.Safetensors;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.NetworkEngine;
import org.parfocal.plan.Pooling;
import org.parfocal.plan.Precision;
import org.parfocal.plan.RunningNetwork;
import org.parfocal.plan.architecture.SmallCnn;
import org.parfocal.testkit.OptionValues;

/** The option {@code precision}, on the CPU and with an engine that has the choice. */
class PrecisionOptionTest {
  @TempDir Path folder;

  /** Remembers what it was asked for, and makes nothing. */
  private static final class Asked implements NetworkEngine {
    private final List<Precision> precisions = new ArrayList<>();

    @Override
    public RunningNetwork network(
        LayerGraph network, Set<String> learning, Precision precision, long seed) {
      precisions.add(precision);
      throw new UnsupportedOperationException("no network is made");
    }

    @Override
    public String identity(Precision precision) {
      return "a device, " + precision;
    }
  }

  /** Makes the method visible to this package. */
  private static final class Provider extends NetworkBackboneProvider {
    private Provider(String weights, Precision precision) {
      super(
          new SmallCnn(2, 2),
          weights,
          !weights.equals(NO_WEIGHTS),
          ALL_LAYERS,
          Pooling.AVERAGE,
          MixStyle.NONE,
          precision,
          TestEngine.start());
    }

    private Provider on(NetworkEngine engine) {
      setNetworkEngine(engine);
      return this;
    }
  }

  private static Provider provider(Precision precision) {
    return new Provider(NetworkBackboneProvider.NO_WEIGHTS, precision);
  }

  @Test
  void bfloat16IsRefusedOnTheCpuBeforeAnythingIsMade() {
    Provider provider = provider(Precision.BFLOAT16);
    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(() -> provider.check(8), () -> provider.create(8, 1))) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(attempt)
          .withMessage(
              "The backbone small-cnn computes in bfloat16 on an NVIDIA GPU only, and none is used"
                  + " (parfocal doctor says why); set backbone.precision to float32.");
    }
  }

  @Test
  void aModelThatWasTrainedInBfloat16PredictsOnTheCpuInFloats() {
    try (Backbone backbone = provider(Precision.BFLOAT16).createEmpty(8)) {
      assertThat(backbone.state()).isNotEmpty();
    }
  }

  @Test
  void strictIsTakenOnTheCpu() {
    provider(Precision.STRICT).check(8);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theEngineIsAskedForThePrecisionOfTheStudy(Precision precision) {
    Asked engine = new Asked();
    Provider provider = provider(precision).on(engine);
    provider.check(8);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> provider.create(8, 1));
    assertThat(engine.precisions).containsExactly(precision);
  }

  @Test
  void cachedEmbeddingsAreThoseOfOnePrecisionOfAnEngine() {
    Path file = folder.resolve("weights.safetensors");
    try (Backbone backbone = provider(Precision.FLOAT32).create(8, 1)) {
      Safetensors.write(file, backbone.state());
    }
    assertThat(fingerprints(file, true)).doesNotHaveDuplicates();
    assertThat(Set.copyOf(fingerprints(file, false))).as("on the CPU").hasSize(1);
  }

  private static List<String> fingerprints(Path file, boolean engine) {
    List<String> all = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      Provider provider = new Provider(file.toString(), precision);
      all.add((engine ? provider.on(new Asked()) : provider).fingerprint());
    }
    return all;
  }

  @Test
  void bothDeclarationsOfTheOptionSayTheSame() {
    assertThat(OptionValues.of(SmallCnnBackbone.Options.class, Map.of()).precision())
        .isEqualTo(OptionValues.of(BackboneOptions.class, Map.of()).precision())
        .isEqualTo(Precision.FLOAT32);
  }
}
