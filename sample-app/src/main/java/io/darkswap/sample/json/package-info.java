/**
 * Amounts and prices as text in JSON, and the OpenAPI document.
 */
@NullMarked
package io.darkswap.sample.json;

import org.jspecify.annotations.NullMarked;
