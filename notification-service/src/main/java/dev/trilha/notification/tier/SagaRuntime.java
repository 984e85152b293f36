package dev.trilha.notification.tier;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.List;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.springframework.context.SmartLifecycle;

/** Sagas hear events and meet deadlines between start and stop. */
final class SagaRuntime implements SmartLifecycle {
  /** And so before everything that brings events, and after it when stopping. */
  private static final int BEFORE_THE_WEB_SERVER = SmartLifecycle.DEFAULT_PHASE - 4096;

  private final List<SubscribingEventProcessor> processors;
  private final Scheduler scheduler;
  private boolean running;

  SagaRuntime(List<SubscribingEventProcessor> processors, Scheduler scheduler) {
    this.processors = List.copyOf(processors);
    this.scheduler = scheduler;
  }

  @Override
  public int getPhase() {
    return BEFORE_THE_WEB_SERVER;
  }

  @Override
  public synchronized void start() {
    processors.forEach(SubscribingEventProcessor::start);
    scheduler.start();
    running = true;
  }

  @Override
  public synchronized void stop() {
    scheduler.stop();
    processors.forEach(SubscribingEventProcessor::shutDown);
    running = false;
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }
}
