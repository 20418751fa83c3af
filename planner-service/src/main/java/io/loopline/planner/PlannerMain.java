package io.loopline.planner;

import io.loopline.model.LanguageModels;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.planner.controller.ControllerConfig;
import io.loopline.planner.controller.ControllerStreams;
import io.loopline.planner.memory.MemoryConfig;
import io.loopline.planner.worker.PlanningWorker;
import io.loopline.service.ReadinessCheck;
import io.loopline.service.Service;
import io.loopline.service.ServiceContext;
import io.loopline.service.Setting;
import java.util.List;
import java.util.stream.Stream;

/** The planner service: the loop controller and the planning worker in one process. */
public final class PlannerMain {
  private PlannerMain() {}

  /** Runs until the process is told to stop; settings are system properties and environment. */
  public static void main(String[] arguments) {
    List<Setting<?>> settings =
        Stream.of(ControllerConfig.SETTINGS, LanguageModels.SETTINGS, MemoryConfig.SETTINGS)
            .<Setting<?>>flatMap(List::stream)
            .toList();
    Service.run("planner-service", settings, arguments, PlannerMain::compose);
  }

  private static void compose(ServiceContext context) {
    ControllerStreams controller =
        context
            .lifecycle()
            .manage(
                "controller",
                new ControllerStreams(
                    context,
                    ControllerConfig.from(context.settings()),
                    ModelCatalogue.from(context.settings()),
                    context.lifecycle()::fail));
    context.addReadiness(new ReadinessCheck("controller", controller::obstacle));
    PlanningWorker.addTo(context);
  }
}
