package dev.trilha.command.team;

import dev.trilha.command.problem.Refusal;
import dev.trilha.command.team.TeamCommand.DisbandTeam;
import dev.trilha.command.team.TeamCommand.FormTeam;
import dev.trilha.command.team.TeamCommand.JoinTeam;
import dev.trilha.command.team.TeamCommand.LeaveTeam;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.MemberLeft;
import dev.trilha.schemas.TeamEvent.TeamDisbanded;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamEvent.TeamRenamed;
import dev.trilha.schemas.TeamId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

class TeamTest {
  private static final TeamId AURORA = new TeamId("aurora");
  private static final StreamId.OfTeam STREAM = new StreamId.OfTeam(AURORA);
  private static final LearnerId ANA = new LearnerId("ana");
  private static final TeamFormed FORMED = new TeamFormed(AURORA, "Aurora");
  private static final MemberJoined ANA_JOINED = new MemberJoined(AURORA, ANA);

  private final AggregateTestFixture<Team> team = new AggregateTestFixture<>(Team.class);

  @Test
  void isFormedByItsFirstName() {
    team.givenNoPriorActivity().when(new FormTeam(STREAM, "Aurora", null)).expectEvents(FORMED);
  }

  @Test
  void isRenamedByAnotherName() {
    team.given(FORMED)
        .when(new FormTeam(STREAM, "Boreal", null))
        .expectEvents(new TeamRenamed(AURORA, "Boreal"));
  }

  @Test
  void theSameNameChangesNothing() {
    team.given(FORMED)
        .when(new FormTeam(STREAM, "Aurora", null))
        .expectNoEvents()
        .expectResultMessagePayload(new TeamCommand.Result(false, 1));
  }

  @Test
  void aLearnerJoinsOnce() {
    team.given(FORMED).when(new JoinTeam(STREAM, ANA, null)).expectEvents(ANA_JOINED);
  }

  @Test
  void aMemberWhoJoinsAgainChangesNothing() {
    team.given(FORMED, ANA_JOINED).when(new JoinTeam(STREAM, ANA, null)).expectNoEvents();
  }

  @Test
  void aMemberLeaves() {
    team.given(FORMED, ANA_JOINED)
        .when(new LeaveTeam(STREAM, ANA, null))
        .expectEvents(new MemberLeft(AURORA, ANA));
  }

  @Test
  void whoIsNoMemberCannotLeave() {
    team.given(FORMED).when(new LeaveTeam(STREAM, ANA, null)).expectNoEvents();
  }

  @Test
  void nobodyJoinsATeamThatWasNeverFormed() {
    team.givenNoPriorActivity()
        .when(new JoinTeam(STREAM, ANA, null))
        .expectException(AggregateNotFoundException.class);
  }

  @Test
  void nobodyJoinsADisbandedTeam() {
    team.given(FORMED, new TeamDisbanded(AURORA))
        .when(new JoinTeam(STREAM, ANA, null))
        .expectException(Refusal.NotFound.class);
  }

  @Test
  void disbandingTwiceIsDisbandingOnce() {
    team.given(FORMED, new TeamDisbanded(AURORA))
        .when(new DisbandTeam(STREAM, null))
        .expectNoEvents();
  }

  @Test
  void aTeamFormedAgainIsEmpty() {
    team.given(FORMED, ANA_JOINED, new TeamDisbanded(AURORA), FORMED)
        .when(new JoinTeam(STREAM, ANA, null))
        .expectEvents(ANA_JOINED);
  }

  @Test
  void hasABoundedNumberOfMembers() {
    List<Object> full =
        Stream.concat(
                Stream.of((Object) FORMED),
                IntStream.range(0, Team.MOST_MEMBERS)
                    .mapToObj(n -> new MemberJoined(AURORA, new LearnerId("l" + n))))
            .toList();
    team.given(full)
        .when(new JoinTeam(STREAM, ANA, null))
        .expectNoEvents()
        .expectException(Refusal.Invalid.class);
  }

  @Test
  void aStaleVersionIsRefused() {
    team.given(FORMED, ANA_JOINED)
        .when(new LeaveTeam(STREAM, ANA, 1L))
        .expectNoEvents()
        .expectException(Refusal.Stale.class);
  }
}
