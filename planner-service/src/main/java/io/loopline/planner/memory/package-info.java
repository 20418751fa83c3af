/** What loops remember: facts and results in memory with their embeddings, recall and writing. */
@NullMarked
package io.loopline.planner.memory;

import org.jspecify.annotations.NullMarked;
