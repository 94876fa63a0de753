/**
 * Litmus tests: the effects of one thread that another may see through a shared linear
 * memory. jcstress runs them, {@code LitmusTests} runs jcstress.
 */
package io.darkswap.wasm.memory.litmus;
