/**
 * Litmus tests: what two threads may see of each other through a shared linear memory.
 * jcstress runs them, {@code LitmusTests} runs jcstress.
 */
package io.darkswap.wasm.memory.litmus;
