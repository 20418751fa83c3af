/** What prompts have in common: how untrusted text is marked, and what a judge check asks for. */
@NullMarked
package io.loopline.prompt;

import org.jspecify.annotations.NullMarked;
