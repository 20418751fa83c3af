/** One exchange with a provider: LangChain4j on a bounded HTTP client, every failure classified. */
@NullMarked
package io.loopline.model.provider;

import org.jspecify.annotations.NullMarked;
