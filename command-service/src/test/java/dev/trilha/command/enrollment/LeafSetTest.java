package dev.trilha.command.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeafSetTest {
  @ParameterizedTest(name = "[{0},{1}) holds {2}")
  @CsvSource({
    "0,0,0",
    "0,1,1",
    "1,1,0",
    "0,64,64",
    "0,65,65",
    "63,65,2",
    "64,128,64",
    "1,199,198",
    "130,200,70",
    "199,200,1"
  })
  void countsTheMembersOfARange(int from, int to, int count) {
    LeafSet all = new LeafSet(200);
    for (int leaf = 0; leaf < 200; leaf++) {
      all.set(leaf, true);
    }
    assertThat(all.count(from, to)).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"0", "63", "64", "127", "199"})
  void holdsWhatWasSetAndNothingElse(int member) {
    LeafSet set = new LeafSet(200);
    set.set(member, true);

    assertThat(set.contains(member)).isTrue();
    assertThat(set.count(0, 200)).isEqualTo(1);
    assertThat(set.count(0, member)).isZero();
    assertThat(set.count(member + 1, 200)).isZero();
  }

  @Test
  void aChangedSetLeavesTheOldOneAsItWas() {
    LeafSet set = new LeafSet(8);

    assertThat(set.with(3, true).contains(3)).isTrue();
    assertThat(set.contains(3)).isFalse();
  }

  @Test
  void isItselfWhenNothingChanges() {
    LeafSet set = new LeafSet(8);

    assertThat(set.with(3, false)).isSameAs(set);
  }

  @Test
  void forgetsWhatWasTakenBack() {
    LeafSet set = new LeafSet(8);
    set.set(3, true);
    set.set(3, false);

    assertThat(set.count(0, 8)).isZero();
  }
}
