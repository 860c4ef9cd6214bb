package org.parfocal.dataset.synthetic.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Sample;

class SceneTest {
  @Test
  void isTheSameAtEveryMagnification() {
    List<Sample> samples = new TestOptions().reader().read().samples();
    TissueWindow window = TissueWindow.centred(600, 600);
    for (int place = 0; place < 5; place++) {
      List<Nucleus> low = scene(samples.get(place * 20)).nuclei(window);
      List<Nucleus> high = scene(samples.get(place * 20 + 3)).nuclei(window);
      assertThat(low).hasSizeGreaterThan(100).isEqualTo(high);
    }
  }

  @Test
  void aSmallWindowShowsTheNucleiOfTheWholeScene() {
    for (LesionType subtype : LesionType.values()) {
      Scene scene = scene(subtype, 3);
      TissueWindow small = TissueWindow.centred(40, 40);
      TissueWindow reach = small.grown(NucleusPlacement.MARGIN);
      List<Nucleus> within =
          scene.nuclei(TissueWindow.centred(600, 600)).stream()
              .filter(n -> reach.touches(n.x(), n.y(), 0))
              .toList();

      assertThat(scene.nuclei(small)).as(subtype.label()).containsExactlyElementsOf(within);
    }
  }

  @Test
  void epithelialNucleiAreLargerAndMoreVariedInMalignantTissue() {
    Spread benign = spread(false);
    Spread malignant = spread(true);

    assertThat(benign.mean).isBetween(30.0, 65.0);
    assertThat(malignant.mean).isGreaterThan(1.3 * benign.mean).isLessThan(110);
    assertThat(malignant.variation).isGreaterThan(1.3 * benign.variation);
  }

  @Test
  void theClassesOverlapInEveryTraitOfThePatients() {
    List<Patient> patients =
        IntStream.range(0, 400)
            .mapToObj(i -> Patient.of(7, "p" + i, LesionType.values()[i % 8], 0.35, 1))
            .toList();
    double worstBenign =
        patients.stream()
            .filter(p -> !p.subtype().malignant())
            .mapToDouble(Patient::atypia)
            .max()
            .orElseThrow();
    double mildestMalignant =
        patients.stream()
            .filter(p -> p.subtype().malignant())
            .mapToDouble(Patient::atypia)
            .min()
            .orElseThrow();

    assertThat(worstBenign).isGreaterThan(mildestMalignant);
  }

  @Test
  void everyPlaceShowsEpitheliumAtItsCentre() {
    for (LesionType subtype : LesionType.values()) {
      for (int place = 0; place < 10; place++) {
        assertThat(scene(subtype, place).nuclei(TissueWindow.centred(40, 40)))
            .as("%s %d", subtype, place)
            .isNotEmpty();
      }
    }
  }

  private record Spread(double mean, double variation) {}

  private static Spread spread(boolean malignant) {
    double[] areas =
        IntStream.range(0, 40)
            .mapToObj(i -> patient(LesionType.mixture(malignant).get(i % 8), "s" + i))
            .flatMap(
                p ->
                    IntStream.range(0, 60)
                        .mapToObj(
                            k ->
                                p.epithelium(p.atypia())
                                    .draw(new RandomStream(k * 31L + p.seed()), 0, 0, 0)))
            .mapToDouble(nucleus -> Math.PI * nucleus.major() * nucleus.minor())
            .toArray();
    double mean = IntStream.range(0, areas.length).mapToDouble(i -> areas[i]).average().orElse(0);
    double square = 0;
    for (double area : areas) {
      square += (area - mean) * (area - mean) / areas.length;
    }
    return new Spread(mean, Math.sqrt(square) / mean);
  }

  private static Patient patient(LesionType subtype, String id) {
    return Patient.of(13, id, subtype, 0.35, 1);
  }

  private static Scene scene(LesionType subtype, int place) {
    return SceneComposer.compose(patient(subtype, subtype.code()), "place" + place, 640, 640);
  }

  private static Scene scene(Sample sample) {
    return ((SyntheticImage) sample.image()).scene();
  }
}
