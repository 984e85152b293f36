package dev.trilha.query.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.query.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AdminGuardTest {
  private static final String TOKEN = "correct-horse-battery";

  private static boolean letsIn(String token, MockHttpServletRequest request) {
    return new AdminGuard(new AdminSettings(token))
        .preHandle(request, new MockHttpServletResponse(), "handler");
  }

  private static MockHttpServletRequest from(String address) {
    var request = new MockHttpServletRequest("POST", "/v1/admin/projections");
    request.setRemoteAddr(address);
    return request;
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1"})
  void withoutATokenThisMachineIsLetIn(String address) {
    assertThat(letsIn("", from(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.7", "192.168.1.1", "fe80::1", "2001:db8::1", "::ffff:10.0.0.7"})
  void withoutATokenNobodyElseIs(String address) {
    assertThatThrownBy(() -> letsIn("", from(address))).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @CsvSource({"X-Forwarded-For", "Forwarded", "X-Real-IP"})
  void aProxyOnThisMachineDoesNotLendItsAddress(String header) {
    MockHttpServletRequest request = from("127.0.0.1");
    request.addHeader(header, "127.0.0.1");

    assertThatThrownBy(() -> letsIn("", request)).isInstanceOf(ProblemException.class);
  }

  @Test
  void whoHasTheTokenIsLetInFromAnywhere() {
    MockHttpServletRequest request = from("10.0.0.7");
    request.addHeader("Authorization", "Bearer " + TOKEN);

    assertThat(letsIn(TOKEN, request)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer correct-horse-batterx",
    "Bearer correct-horse",
    "Bearer",
    "Basic correct-horse-battery",
    "correct-horse-battery"
  })
  void whereThereIsATokenNothingElseWillDo(String authorization) {
    MockHttpServletRequest request = from("127.0.0.1");
    request.addHeader("Authorization", authorization);

    assertThatThrownBy(() -> letsIn(TOKEN, request)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> letsIn(TOKEN, from("127.0.0.1"))).isInstanceOf(ProblemException.class);
  }

  @Test
  void aTokenIsNotShort() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdminSettings("secret"))
        .withMessageContaining("16");
  }

  @Test
  void theTokenIsInNoLog() {
    assertThat(new AdminSettings(TOKEN).toString()).doesNotContain(TOKEN);
  }
}
