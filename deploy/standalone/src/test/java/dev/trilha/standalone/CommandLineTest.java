package dev.trilha.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  private static final Path HOME = Path.of("/project");

  @ParameterizedTest
  @CsvSource({
    "'', START",
    "start, START",
    "stop, STOP",
    "reset, RESET",
    "status, STATUS",
    "bench, BENCH",
    "bench --quick, BENCH",
    "help, HELP",
    "--help, HELP",
    "-h, HELP",
    "--port 9000 stop, STOP"
  })
  void understands(String line, CommandLine.Word word) {
    assertThat(parse(line).word()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({
    "strat, “strat” is no word of Trilha; see: ./trilha help",
    "START, “START” is no word of Trilha; see: ./trilha help",
    "stop now, “now” is one word too many; see: ./trilha help",
    "--prot 1, “--prot” is no flag of Trilha; see: ./trilha help",
    "--slack-port 1, “--slack-port” is no flag of Trilha; see: ./trilha help",
    "--port, --port needs a value; see: ./trilha help",
    "--port --json, --port needs a value; see: ./trilha help",
    "--port x, '--port is a port number, “x” is none; see: ./trilha help'",
    "--port 0, 'a port is between 1 and 65535, not 0; see: ./trilha help'",
    "--port 70000, 'a port is between 1 and 65535, not 70000; see: ./trilha help'",
    "--port 8081, port 8081 is asked for twice; see: ./trilha help",
    "logs, 'logs of which part? One of launcher, postgres, kafka, command, query, notification;"
        + " see: ./trilha help'",
    "logs ../x, 'no part “../x” keeps a log; there are launcher, postgres, kafka, command, query,"
        + " notification; see: ./trilha help'"
  })
  void saysInOneLineWhatItDoesNotUnderstand(String line, String message) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(CommandLine.Misunderstood.class)
        .hasMessage(message);
  }

  @Test
  void usesTheDefaultPorts() {
    assertThat(parse("").settings().ports()).isEqualTo(Ports.DEFAULT);
  }

  @Test
  void takesPortsFromFlags() {
    Ports ports =
        parse("--port 9000 --query-port 9002 --kafka-controller-port 9003").settings().ports();
    assertThat(ports).isEqualTo(new Ports(9000, 8081, 9002, 8083, 15432, 19092, 9003));
  }

  @Test
  void takesPortsFromTheEnvironment() {
    var environment =
        Map.of(
            "TRILHA_PORT", "9000", "TRILHA_KAFKA_CONTROLLER_PORT", "9003", "TRILHA_QUERY_PORT", "");
    Ports ports = CommandLine.parse(List.of(), environment, HOME).settings().ports();
    assertThat(ports).isEqualTo(new Ports(9000, 8081, 8082, 8083, 15432, 19092, 9003));
  }

  @Test
  void prefersAFlagToTheEnvironment() {
    var line = CommandLine.parse(List.of("--port", "9001"), Map.of("TRILHA_PORT", "9000"), HOME);
    assertThat(line.settings().ports().gateway()).isEqualTo(9001);
  }

  @Test
  void keepsDataInTheProjectUnlessToldOtherwise() {
    assertThat(parse("").settings().data()).isEqualTo(HOME.resolve("data"));
    assertThat(parse("--data /elsewhere").settings().data()).isEqualTo(Path.of("/elsewhere"));
    assertThat(
            CommandLine.parse(List.of(), Map.of("TRILHA_DATA", "/there"), HOME).settings().data())
        .isEqualTo(Path.of("/there"));
  }

  @Test
  void understandsTheFlagsOfWords() {
    assertThat(parse("status --json").json()).isTrue();
    assertThat(parse("bench --quick").quick()).isTrue();
    assertThat(parse("bench").quick()).isFalse();
    assertThat(parse("logs kafka -f"))
        .satisfies(line -> {
          assertThat(line.part()).isEqualTo("kafka");
          assertThat(line.follow()).isTrue();
        });
  }

  private static CommandLine parse(String line) {
    List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));
    return CommandLine.parse(arguments, Map.of(), HOME);
  }
}
