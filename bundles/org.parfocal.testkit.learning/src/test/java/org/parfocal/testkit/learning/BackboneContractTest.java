package org.parfocal.testkit.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nn.OptimizerStep;

/** Every check of the contract can fail: a backbone that breaks it, and nothing else, is found. */
class BackboneContractTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static Fault fault = Fault.NONE;

  private enum Fault {
    NONE(""),
    LENGTH("anEmbeddingIsAsLongAsItSays"),
    IMAGES("imagesStayAsTheyAre"),
    BATCH("anImageEmbedsTheSameInEveryBatch"),
    MAPS("theEmbeddingIsTheMeanOfItsFeatureMaps"),
    SEED("theSameSeedMakesTheSameBackbone"),
    STATE("itsStateIsAllThatThereIsToIt"),
    MEMORY("goesOnWhereAnotherStood"),
    GRADIENT("aStepDownTheGradientLowersTheLossByAsMuchAsItSays"),
    ORDER("backwardNeedsATrainingPass"),
    CLOSE("canBeClosedTwice"),
    FINGERPRINT("aFrozenBackboneHasAFingerprint");

    final String check;

    Fault(String check) {
      this.check = check;
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsEveryFault(Fault broken) {
    fault = broken;
    List<String> failures =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Contract.class))
            .execute()
            .testEvents()
            .failed()
            .stream()
            .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
            .toList();

    if (broken == Fault.NONE) {
      assertThat(failures).isEmpty();
    } else {
      assertThat(failures).contains(broken.check);
    }
  }

  @Test
  void everyCheckHasAFault() {
    assertThat(Stream.of(Fault.values()).map(known -> known.check).toList())
        .containsAll(
            Stream.of(BackboneContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> method.getName())
                .toList());
  }

  static class Contract extends BackboneContract {
    @Override
    protected int imageSize() {
      return 6;
    }

    @Override
    protected BackboneProvider provider() {
      BackboneProvider sound = PixelBackbones.linear(5);
      return new BackboneProvider() {
        @Override
        public Backbone create(int imageSize, long seed) {
          return new Faulty(
              sound.create(imageSize, fault == Fault.SEED ? COUNT.incrementAndGet() : seed));
        }

        @Override
        public boolean frozen() {
          return fault == Fault.FINGERPRINT;
        }

        @Override
        public String fingerprint() {
          return "restless " + COUNT.incrementAndGet();
        }
      };
    }
  }

  private static final class Faulty implements Backbone {
    private final Backbone sound;
    private boolean training;
    private boolean closed;
    private INDArray last = Nd4j.scalar(0f);

    Faulty(Backbone sound) {
      this.sound = sound;
    }

    @Override
    public int embeddingSize() {
      return sound.embeddingSize() + (fault == Fault.LENGTH ? 1 : 0);
    }

    @Override
    public INDArray forward(INDArray images, boolean train) {
      training = train;
      INDArray embedding = sound.forward(images, train).dup('c');
      if (fault == Fault.IMAGES) {
        images.addi(1);
      }
      if (fault == Fault.BATCH) {
        embedding.addi(embedding.size(0));
      }
      last = embedding;
      return embedding;
    }

    @Override
    public void backward(INDArray gradient) {
      if (!training && fault != Fault.ORDER) {
        throw new IllegalStateException("no training pass");
      }
      sound.backward(gradient);
    }

    @Override
    public Optional<INDArray> featureMaps(INDArray images) {
      return fault == Fault.MAPS
          ? Optional.of(last.add(1).reshape('c', last.size(0), 1, 1, last.size(1)))
          : Optional.empty();
    }

    @Override
    public double squaredGradientNorm() {
      return sound.squaredGradientNorm() * (fault == Fault.GRADIENT ? 2 : 1);
    }

    @Override
    public void step(OptimizerStep step) {
      sound.step(step);
    }

    @Override
    public Map<String, StateTensor> state() {
      return fault == Fault.STATE ? Map.of() : sound.state();
    }

    @Override
    public Optional<TrainingMemory> memory() {
      return sound.memory();
    }

    @Override
    public void restore(TrainingMemory memory) {
      if (fault != Fault.MEMORY) {
        sound.restore(memory);
      }
    }

    @Override
    public void close() {
      if (closed && fault == Fault.CLOSE) {
        throw new IllegalStateException("closed already");
      }
      closed = true;
      sound.close();
    }
  }
}
