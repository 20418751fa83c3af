/** What language models are told: prompts as pure functions of events. */
@NullMarked
package io.loopline.codec.prompt;

import org.jspecify.annotations.NullMarked;
