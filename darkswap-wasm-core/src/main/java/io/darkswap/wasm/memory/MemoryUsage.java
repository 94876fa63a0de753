package io.darkswap.wasm.memory;

/**
 * The usage of a client's linear memory, in bytes. The numbers are of one moment, or of
 * moments close together while other calls run.
 *
 * @param used bytes of orders, trades and their indexes, of the instances' stacks and of
 * the engine's own data
 * @param free bytes that new orders take before the memory grows
 * @param reclaimable a lower bound of the used bytes of closed orders, trades and markets
 * without open orders, which give way when open orders need them
 * @param committed the size of the memory: used and free
 * @param maximum the size that the memory may grow to
 */
public record MemoryUsage(long used, long free, long reclaimable, long committed, long maximum) {

	/**
	 * Return the part of the maximum that is used and not reclaimable. Only cancelling,
	 * taking or expiring open orders frees it.
	 * @return 0 to 1
	 */
	public double fillLevel() {
		return (double) (this.used - this.reclaimable) / this.maximum;
	}

}
