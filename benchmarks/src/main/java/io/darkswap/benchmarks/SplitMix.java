package io.darkswap.benchmarks;

/**
 * SplitMix64, small enough to be the same in Java, C and JavaScript.
 */
public final class SplitMix {

	private long state;

	public SplitMix(long seed) {
		this.state = seed;
	}

	long next() {
		this.state += 0x9e3779b97f4a7c15L;
		return mix(this.state);
	}

	/** Returns a number from 0 to below the bound, from the upper bits. */
	public int below(int bound) {
		return (int) ((next() >>> 33) % bound);
	}

	public static long mix(long value) {
		long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
		z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
		return z ^ (z >>> 31);
	}

}
