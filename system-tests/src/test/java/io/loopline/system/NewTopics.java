package io.loopline.system;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Loopline's topics on a broker that is not this run's. Deletes only what was not there before, so
 * the next run finds the broker as this one did.
 */
final class NewTopics {
  private final String bootstrap;
  private final Set<String> before;

  private NewTopics(String bootstrap, Set<String> before) {
    this.bootstrap = bootstrap;
    this.before = Set.copyOf(before);
  }

  /** From now on. */
  static NewTopics since(String bootstrap) {
    try (Admin admin = admin(bootstrap)) {
      return new NewTopics(bootstrap, admin.listTopics().names().get());
    } catch (ExecutionException failure) {
      throw new IllegalStateException(
          "the broker at %s, named by LOOPLINE_TEST_BOOTSTRAP, does not answer"
              .formatted(bootstrap),
          failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Deletes them with all they hold. */
  void delete() {
    try (Admin admin = admin(bootstrap)) {
      List<String> created =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith("loop.") || name.startsWith("loopline-"))
              .filter(name -> !before.contains(name))
              .toList();
      admin.deleteTopics(created).all().get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(
          "topics of this run are left on the broker at " + bootstrap, failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Admin admin(String bootstrap) {
    return Admin.create(
        Map.of(
            "bootstrap.servers", bootstrap,
            "request.timeout.ms", "5000",
            "default.api.timeout.ms", "15000"));
  }
}
