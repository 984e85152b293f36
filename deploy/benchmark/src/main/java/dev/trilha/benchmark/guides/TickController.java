package dev.trilha.benchmark.guides;

import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** The call of Trilha's contract. */
@RestController
class TickController {
  private final CommandGateway commands;

  TickController(CommandGateway commands) {
    this.commands = commands;
  }

  record Answer(boolean changed, int version) {}

  @PutMapping("/v1/learners/{learnerId}/roadmaps/{roadmapId}/items/{itemId}")
  Answer tick(
      @PathVariable String learnerId, @PathVariable String roadmapId, @PathVariable String itemId) {
    Integer done = commands.sendAndWait(new TickItem(learnerId + "/" + roadmapId, itemId));
    int version = done == null ? 0 : done;
    return new Answer(version > 0, version);
  }
}
