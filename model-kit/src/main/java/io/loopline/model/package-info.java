/** Language models as planners and judges ask them: by profile, within caps, failures as values. */
@NullMarked
package io.loopline.model;

import org.jspecify.annotations.NullMarked;
