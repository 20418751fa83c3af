/** The topic catalogue: every topic of a deployment, declared once. */
@NullMarked
package io.loopline.topic;

import org.jspecify.annotations.NullMarked;
