package io.darkswap.benchmarks.report;

/**
 * The peer of a column of the table.
 */
enum Peer {

	OURS("ours"), PLAIN("(a) plain client"), BYTES("(b) ByteArrayMemory"), NODE("(c) Node"), NATIVE("(d) native"),
	EXCHANGE_CORE("(e) exchange-core");

	private final String title;

	Peer(String title) {
		this.title = title;
	}

	String title() {
		return this.title;
	}

}
