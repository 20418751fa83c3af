package io.loopline.planner.worker;

import io.loopline.event.PlanRequest;
import io.loopline.model.LanguageModels;
import io.loopline.planner.memory.MemoryConfig;
import io.loopline.planner.memory.SemanticMemory;
import io.loopline.planner.planning.PlanningEngine;
import io.loopline.service.ServiceContext;
import io.loopline.service.StepContract;
import io.loopline.tool.ToolContracts;
import io.loopline.topic.LoopTopics;

/**
 * The worker that turns plan requests into plans. Stateless: run as many as there are partitions.
 */
public final class PlanningWorker {
  /** Name of the worker; its consumer group is made from it. */
  public static final String NAME = "planner";

  private PlanningWorker() {}

  /**
   * Adds the worker to a service. It starts and closes with the service, and the service is not
   * ready while the worker is not.
   */
  public static void addTo(ServiceContext context) {
    PlanningEngine engine =
        PlanningEngine.of(
            ToolContracts.bundled().keySet(),
            LanguageModels.from(context.settings(), context.clock()),
            SemanticMemory.addTo(context, MemoryConfig.from(context.settings())),
            context.clock());
    context.addWorker(
        NAME,
        LoopTopics.PLAN_REQUESTS,
        LoopTopics.PLANS,
        new StepContract<>(
            PlanRequest::getRequest, PlanRequest::getExpiresAt, PlanRequest::getLoopId),
        new PlanningHandler(engine, context.identity(), context.clock()));
  }
}
