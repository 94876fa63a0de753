package io.darkswap.wasm;

/**
 * How full the linear memory of a client is, in bytes. The numbers are of one moment, or
 * of moments close together while other calls run.
 *
 * @param used bytes that hold orders, trades and what finds them, the stacks of the
 * instances and the engine's own data
 * @param free bytes that the next orders take before the memory grows
 * @param reclaimable bytes, of those in use, of closed orders and trades that give way to
 * open orders; at least so many
 * @param committed the size of the memory: used and free
 * @param maximum the size that it may grow to
 */
public record MemoryUsage(long used, long free, long reclaimable, long committed, long maximum) {

	/**
	 * Return the part of the maximum that only cancelling, taking or expiring open orders
	 * can make free: used bytes that are not reclaimable.
	 * @return 0 to 1
	 */
	public double fillLevel() {
		return (double) (this.used - this.reclaimable) / this.maximum;
	}

}
