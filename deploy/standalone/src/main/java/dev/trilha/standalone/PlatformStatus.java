package dev.trilha.standalone;

import dev.trilha.standalone.gateway.PartStatus;
import dev.trilha.standalone.part.PartState;
import dev.trilha.standalone.part.ProcessIdentity;
import dev.trilha.standalone.part.RunFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the launcher last wrote down about itself, for other processes to read.
 *
 * @param launcher the process that wrote it
 * @param parts in the order in which they are shown
 */
record PlatformStatus(ProcessIdentity launcher, String url, List<PartStatus> parts) {
  private static final String FILE = "status.json";
  private static final JsonMapper json = JsonMapper.shared();

  /** Empty when no launcher runs on the folder; what a killed one left is not believed. */
  static Optional<PlatformStatus> ofRunning(RunFolder folder) {
    return folder
        .read(FILE)
        .map(content -> json.readValue(content, PlatformStatus.class))
        .filter(status -> status.launcher().find().isPresent());
  }

  void write(RunFolder folder) {
    folder.write(FILE, json.writeValueAsString(this));
  }

  boolean isReady() {
    return parts.stream().allMatch(part -> part.state() == PartState.READY);
  }

  /** For programs: parts by name. */
  String toJson() {
    var byName = new LinkedHashMap<String, Object>();
    for (PartStatus part : parts) {
      var details = new LinkedHashMap<String, Object>();
      details.put("state", part.state());
      details.put("pid", part.pid());
      details.put("port", part.port());
      details.put("restarts", part.restarts());
      details.put("since", part.since());
      byName.put(part.name(), details);
    }
    return json.writeValueAsString(
        Map.of("running", true, "url", url, "pid", launcher.pid(), "parts", byName));
  }

  String toText() {
    var text = new StringBuilder("%s (pid %d)%n".formatted(url, launcher.pid()));
    for (PartStatus part : parts) {
      text.append(
          "%-12s %-8s 127.0.0.1:%d%s%s%n"
              .formatted(
                  part.name(),
                  part.state(),
                  part.port(),
                  part.pid() == null ? "" : "  pid " + part.pid(),
                  part.restarts() == 0 ? "" : "  restarts " + part.restarts()));
    }
    return text.toString();
  }
}
