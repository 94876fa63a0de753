package io.darkswap.wasm.engine.abi;

/**
 * The part of the books that imported orders may take.
 *
 * @param orders the maximum number of imported orders that are open at once, in all
 * markets
 * @param ordersPerMaker the maximum number of them of one maker
 * @param bytes the bytes of memory that may be in use, without what is reclaimable, for
 * an imported order to enter; with a book limit, the bytes of the books
 */
public record ForeignLimits(int orders, int ordersPerMaker, long bytes) {

	/** No limit. */
	public static final ForeignLimits NONE = new ForeignLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

}
