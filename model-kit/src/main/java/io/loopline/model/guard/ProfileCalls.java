package io.loopline.model.guard;

import io.github.resilience4j.timelimiter.TimeLimiter;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelUsage;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.catalogue.ModelEntry;
import io.loopline.model.catalogue.ModelProfile;
import io.loopline.model.provider.Asking;
import io.loopline.model.provider.Attempted;
import io.loopline.model.provider.Exchanges;
import io.loopline.model.provider.Prompt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Asks one profile within what is left of a call: its caps and its time. Thread-safe. */
final class ProfileCalls {
  private static final double TEMPERATURE_STEP = 0.2;
  private static final double HIGHEST_TEMPERATURE = 1.0;

  private final ModelCatalogue catalogue;
  private final Exchanges exchanges;
  private final InstantSource clock;
  private final Guards guards;
  private final TokenCounter tokens = new TokenCounter();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ProfileCalls(ModelCatalogue catalogue, Exchanges exchanges, InstantSource clock) {
    this.catalogue = catalogue;
    this.exchanges = exchanges;
    this.clock = clock;
    this.guards = new Guards(clock);
  }

  /** Asks it, and counts what it used. */
  Attempted ask(ModelProfile profile, ModelCall call, CallBudget budget)
      throws InterruptedException {
    Duration left = Duration.between(clock.instant(), call.deadline());
    if (!left.isPositive()) {
      return failed(profile, FailureKind.TIMEOUT, "was not asked: the deadline has passed");
    }
    Prompt prompt = Prompt.of(call.messages(), call.output(), profile);
    ModelEntry price = catalogue.priceOf(profile);
    long input = tokens.count(prompt, price);
    return switch (budget.fit(price, input)) {
      case CallBudget.Fit.TooSmall(String words) ->
          failed(profile, FailureKind.BUDGET_TOO_SMALL, "was not asked: " + words);
      case CallBudget.Fit.Fits(int output) -> {
        Asking asking =
            new Asking(
                profile,
                price,
                prompt,
                temperature(profile, call.temperatureSteps()),
                output,
                left);
        Attempted attempted = inTime(asking, input, call);
        budget.charge(price, input, output, attempted.usage());
        yield attempted;
      }
    };
  }

  /** Waits for a place and an answer, until the deadline. */
  private Attempted inTime(Asking asking, long input, ModelCall call) throws InterruptedException {
    ProfileGuard guard = guards.of(asking.profile());
    AtomicBoolean asked = new AtomicBoolean();
    boolean fullTime = asking.limit().compareTo(asking.profile().timeout()) >= 0;
    Callable<Attempted> task =
        () ->
            guard.ask(
                input + asking.maxOutputTokens(),
                fullTime,
                () -> {
                  asked.set(true);
                  return exchanges.attempt(limited(asking, call));
                });
    Future<Attempted> running = threads.submit(task);
    try {
      return TimeLimiter.of(asking.limit()).executeFutureSupplier(() -> running);
    } catch (TimeoutException e) {
      return late(asking, asked.get());
    } catch (InterruptedException e) {
      running.cancel(true);
      throw e;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("profile " + asking.profile().name() + " (bug)", e);
    }
  }

  /** What is left now, after the wait for a place, and the profile's own limit at most. */
  private Asking limited(Asking asking, ModelCall call) {
    Duration left = Duration.between(clock.instant(), call.deadline());
    Duration limit =
        left.compareTo(asking.profile().timeout()) < 0 ? left : asking.profile().timeout();
    return new Asking(
        asking.profile(),
        asking.price(),
        asking.prompt(),
        asking.temperature(),
        asking.maxOutputTokens(),
        limit.isPositive() ? limit : Duration.ofMillis(1));
  }

  private static Attempted late(Asking asking, boolean asked) {
    Attempted.NoAnswer failed =
        failed(
            asking.profile(),
            FailureKind.TIMEOUT,
            asked
                ? "did not answer by the deadline of the call"
                : "was not asked: its max_concurrent calls were busy until the deadline");
    return asked
        ? new Attempted.NoAnswer(failed.failure(), new ModelUsage(0, 0, 0, 0, 0, false), true)
        : failed;
  }

  private static Attempted.NoAnswer failed(ModelProfile profile, FailureKind kind, String words) {
    return new Attempted.NoAnswer(
        new Failure(kind, "profile %s %s".formatted(profile.name(), words), null, List.of()),
        ModelUsage.NONE,
        false);
  }

  /** Steps above the profile's own; a profile that leaves it to the provider has no steps. */
  static @Nullable Double temperature(ModelProfile profile, int steps) {
    Double own = profile.temperature();
    if (own == null || steps == 0) {
      return own;
    }
    return Math.max(own, Math.min(HIGHEST_TEMPERATURE, own + steps * TEMPERATURE_STEP));
  }
}
