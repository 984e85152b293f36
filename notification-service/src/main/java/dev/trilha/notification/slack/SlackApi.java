package dev.trilha.notification.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsConfig;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.util.http.SlackHttpClient;
import dev.trilha.notification.outgoing.AllowedHosts;
import dev.trilha.notification.outgoing.Answer;
import dev.trilha.notification.outgoing.Answer.Accepted;
import dev.trilha.notification.outgoing.Answer.TryLater;
import dev.trilha.notification.outgoing.Outgoing;
import dev.trilha.notification.outgoing.PrivateAddresses;
import dev.trilha.schemas.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Slack's Web API, as its official client speaks it. */
final class SlackApi implements AutoCloseable {
  /** It repeats the message, which may be 40 lines of escaped characters. */
  private static final long LONGEST_ANSWER = 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(SlackApi.class);

  private final Slack slack;
  private final OkHttpClient http;
  private final SlackAnswers answers;

  SlackApi(SlackSettings settings, SlackAnswers answers) {
    this.answers = answers;
    var config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(settings.apiUrl());
    config.setHttpClientReadTimeoutMillis((int) settings.readTimeout().toMillis());
    config.setHttpClientWriteTimeoutMillis((int) settings.readTimeout().toMillis());
    config.setHttpClientCallTimeoutMillis((int) settings.longestAttempt().toMillis());
    config.setPrettyResponseLoggingEnabled(false);
    // With statistics it would ask auth.test, once for each token, who we are.
    config.setStatsEnabled(false);
    var methods = new MethodsConfig();
    methods.setStatsEnabled(false);
    config.setMethodsConfig(methods);
    // What it logs of every answer is not ours to read.
    config.setHttpClientResponseHandlers(List.of());
    this.http =
        SlackHttpClient.buildOkHttpClient(config)
            .newBuilder()
            .connectTimeout(settings.connectTimeout())
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .dns(host -> publicAddresses(host, URI.create(settings.apiUrl())))
            .addInterceptor(SlackApi::limited)
            .build();
    this.slack = Slack.getInstance(config, new SlackHttpClient(http));
  }

  Answer post(SlackTarget.Bot bot, SlackMessage message) {
    try {
      ChatPostMessageResponse response =
          slack
              .methods(bot.token().reveal())
              .chatPostMessage(request ->
                  request
                      .channel(bot.channel())
                      .text(message.text())
                      .blocksAsString(Json.mapper().writeValueAsString(message.blocks()))
                      .unfurlLinks(false)
                      .unfurlMedia(false));
      if (response.isOk()) {
        return new Accepted();
      }
      return response.getError() == null
          ? TryLater.because("unexpected-answer")
          : answers.error(response.getError(), Optional.empty());
    } catch (SlackApiException e) {
      Response response = e.getResponse();
      return answers.read(
          response.code(),
          Optional.ofNullable(response.header("Retry-After")),
          Optional.ofNullable(e.getResponseBody()).orElse(""));
    } catch (IOException e) {
      return TryLater.because(Outgoing.reasonOf(e));
    } catch (RuntimeException e) {
      // No JSON, or none that the client expects: it fails in many ways, and knows of none.
      log.warn("an answer of Slack cannot be read: {}", e.toString());
      return TryLater.because("unexpected-answer");
    }
  }

  private static List<InetAddress> publicAddresses(String host, URI api)
      throws UnknownHostException {
    if (!AllowedHosts.isLoopback(api) && PrivateAddresses.contain(host)) {
      throw new UnknownHostException("a private address");
    }
    return List.of(InetAddress.getAllByName(host));
  }

  /** The client reads an answer as a whole: one without end would fill the memory. */
  private static Response limited(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    try (response) {
      return response.newBuilder().body(response.peekBody(LONGEST_ANSWER)).build();
    }
  }

  /** Slack's own object has nothing else to close. */
  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
