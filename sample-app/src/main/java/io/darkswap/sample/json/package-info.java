/**
 * Assets, amounts and prices as text, in JSON, in queries and in the OpenAPI document.
 */
@NullMarked
package io.darkswap.sample.json;

import org.jspecify.annotations.NullMarked;
