package org.parfocal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Every check of every contract can fail: a plugin that breaks it, and nothing else, is found. */
class ContractsTest {
  static Stream<Class<?>> sound() {
    return Stream.of(
        BrokenReaders.Sound.class,
        BrokenProtocols.Sound.class,
        BrokenAugmentations.Sound.class,
        BrokenTransforms.Sound.class,
        BrokenModels.Sound.class,
        BrokenMetrics.Sound.class);
  }

  @ParameterizedTest
  @MethodSource
  void sound(Class<?> contract) {
    assertThat(failures(contract)).isEmpty();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
            BrokenReaders.class,
            BrokenProtocols.class,
            BrokenAugmentations.class,
            BrokenTransforms.class,
            BrokenModels.class,
            BrokenMetrics.class)
        .flatMap(kind -> Stream.of(kind.getDeclaredClasses()))
        .filter(contract -> contract.isAnnotationPresent(Breaks.class))
        .map(contract -> Arguments.of(contract, contract.getAnnotation(Breaks.class).value()));
  }

  @ParameterizedTest
  @MethodSource
  void broken(Class<?> contract, String check) {
    assertThat(failures(contract)).contains(check);
  }

  /** A check that no broken plugin is made for could be one that never fails. */
  @Test
  void everyCheckHasAPluginThatBreaksIt() {
    List<String> covered = broken().map(arguments -> (String) arguments.get()[1]).toList();

    assertThat(sound().flatMap(contract -> checks(contract).stream()))
        .allSatisfy(check -> assertThat(covered).contains(check));
  }

  private static List<String> checks(Class<?> contract) {
    return Stream.of(contract.getSuperclass().getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> method.getName())
        .toList();
  }

  private static List<String> failures(Class<?> contract) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
        .toList();
  }
}
