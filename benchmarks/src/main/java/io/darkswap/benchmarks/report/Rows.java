package io.darkswap.benchmarks.report;

import java.util.List;

import io.darkswap.benchmarks.report.Bar.Term;

/**
 * The rows of the table and their bars.
 */
final class Rows {

	private static final String JDK_17 = "17";

	private static final String JDK_25 = "25";

	private Rows() {
	}

	static List<Row> all() {
		return List.of(atomicLoad(), atomicAdd(), lock(), rawBest(), rawBestBytes(), apiBest(), apiBestBytes(),
				mixedOne(), mixedTwo(), statistics(), bareStatistics(), orders(), overhead(), batch(), list(), growth(),
				bareGrowth(), cold(), allocation());
	}

	private static Row bareStatistics() {
		return Row.time("the same, bare export")
			.with(Peer.OURS, "Scan.scan[SHARED]")
			.with(Peer.BYTES, "Scan.scan[BYTES]")
			.with(Peer.NODE, "node.statistics")
			.with(Peer.NATIVE, "native.statistics")
			.bar(Bar.timesAtLeast(2, Term.of("Scan.scan[BYTES]"), Term.of("Scan.scan[SHARED]"),
					"at least 2 times faster than (b)"));
	}

	private static Row atomicLoad() {
		return Row.time("export that does one atomic op: a load")
			.with(Peer.OURS, "Atomic.load[SHARED]")
			.with(Peer.BYTES, "Atomic.load[BYTES]")
			.bar(Bar.timesAtLeast(50, Term.of("Atomic.load[BYTES]"), Term.of("Atomic.load[SHARED]"),
					"at least 50 times faster than (b)"))
			.bar(withinTwoTimes("Atomic.load[SHARED]"))
			.barsOn(JDK_25);
	}

	private static Row atomicAdd() {
		return Row.time("the same, an add")
			.with(Peer.OURS, "Atomic.add[SHARED]")
			.with(Peer.BYTES, "Atomic.add[BYTES]")
			.bar(Bar.timesAtLeast(50, Term.of("Atomic.add[BYTES]"), Term.of("Atomic.add[SHARED]"),
					"at least 50 times faster than (b)"))
			.bar(withinTwoTimes("Atomic.add[SHARED]"))
			.barsOn(JDK_25);
	}

	private static Bar withinTwoTimes(String measurement) {
		return Bar.timesAtMost(2, Term.of(measurement), Term.on(JDK_17, measurement), "within 2 times of JDK 17");
	}

	private static Row lock() {
		return Row.time("lock/unlock under contention of 2 threads")
			.with(Peer.OURS, "Lock.lockAndUnlock[SHARED]")
			.with(Peer.BYTES, "Lock.lockAndUnlock[BYTES]")
			.bar(Bar.timesAtLeast(20, Term.of("Lock.lockAndUnlock[BYTES]"), Term.of("Lock.lockAndUnlock[SHARED]"),
					"at least 20 times faster than (b)"))
			.barsOn(JDK_25);
	}

	private static Row rawBest() {
		return Row.time("best bid/ask, 2 threads reading while one writes: raw view")
			.with(Peer.OURS, "BestPrices.raw:rawRead")
			.with(Peer.PLAIN, "BestPrices.api[plain]:apiRead")
			.bar(Bar.timesAtLeast(20, Term.of("BestPrices.api[plain]:apiRead"), Term.of("BestPrices.raw:rawRead"),
					"at least 20 times (a)"));
	}

	private static Row rawBestBytes() {
		return Row.bytes("allocation of such a read: raw view")
			.with(Peer.OURS, "BestPrices.rawReadAlone:bytes")
			.with(Peer.PLAIN, "BestPrices.apiReadAlone[plain]:bytes")
			.bar(Bar.valueAtMost(0.5, Term.of("BestPrices.rawReadAlone:bytes"), "nothing"));
	}

	private static Row apiBest() {
		return Row.time("best bid/ask, 2 threads reading while one writes: API")
			.with(Peer.OURS, "BestPrices.api[shared]:apiRead")
			.with(Peer.PLAIN, "BestPrices.api[plain]:apiRead")
			.bar(Bar.timesAtLeast(20, Term.of("BestPrices.api[plain]:apiRead"),
					Term.of("BestPrices.api[shared]:apiRead"), "at least 20 times (a)"));
	}

	private static Row apiBestBytes() {
		return Row.bytes("allocation of such a read: API")
			.with(Peer.OURS, "BestPrices.apiReadAlone[shared]:bytes")
			.with(Peer.OURS, "the record alone", "BestPrices.oneRecord:bytes")
			.with(Peer.PLAIN, "BestPrices.apiReadAlone[plain]:bytes")
			.bar(Bar.differenceAtMost(0.5, Term.of("BestPrices.apiReadAlone[shared]:bytes"),
					Term.of("BestPrices.oneRecord:bytes"), "at most one record"));
	}

	private static Row mixedOne() {
		return Row.time("90% reads / 10% writes over 16 pairs, 1 thread")
			.with(Peer.OURS, "Mixed.oneThread[shared]")
			.with(Peer.PLAIN, "Mixed.oneThread[plain]")
			.bar(Bar.timesAtLeast(1, Term.of("Mixed.oneThread[plain]"), Term.of("Mixed.oneThread[shared]"),
					"never below (a)"));
	}

	private static Row mixedTwo() {
		return Row.time("the same, 2 threads, time of one operation on one of them")
			.with(Peer.OURS, "Mixed.twoThreads[shared]")
			.with(Peer.PLAIN, "Mixed.twoThreads[plain]")
			.bar(Bar.timesAtLeast(4, Term.of("Mixed.twoThreads[plain]"), Term.of("Mixed.twoThreads[shared]"),
					"at least 4 times (a)"));
	}

	private static Row statistics() {
		return Row.time("market stats over 1M trades")
			.with(Peer.OURS, "Statistics.marketStats")
			.with(Peer.NODE, "node.statistics")
			.with(Peer.NATIVE, "native.statistics")
			.bar(Bar.valueAtMost(6000, Term.of("Statistics.marketStats"), "at most 6 us"));
	}

	private static Row orders() {
		String ours = "Orders.api[shared]";
		return Row.time("createOrder + cancelOrder, one thread")
			.with(Peer.OURS, ours)
			.with(Peer.NODE, "node.orders")
			.with(Peer.NATIVE, "native.orders")
			.with(Peer.EXCHANGE_CORE, "direct", "ExchangeCore.direct")
			.with(Peer.EXCHANGE_CORE, "disruptor, throughput", "ExchangeCore.disruptorThroughput")
			.with(Peer.EXCHANGE_CORE, "disruptor, latency", "ExchangeCore.disruptorLatency")
			.bar(Bar.timesAtLeast(1, Term.of("node.orders"), Term.of(ours), "ahead of (c)"))
			.bar(Bar.timesAtMost(2.2, Term.of("native.orders"), Term.of("ExchangeCore.direct"),
					"(d) at most 2.2 times (e), direct"))
			.bar(Bar.timesAtLeast(2, Term.of("ExchangeCore.disruptorThroughput"), Term.of(ours),
					"at least 2 times faster than (e), disruptor's throughput"))
			.bar(Bar.timesAtLeast(1, Term.of("ExchangeCore.disruptorLatency"), Term.of(ours),
					"ahead of (e), disruptor's latency"));
	}

	private static Row overhead() {
		return Row.time("the same, bare export")
			.with(Peer.OURS, "Orders.bare")
			.with(Peer.NATIVE, "native.orders")
			.with(Peer.EXCHANGE_CORE, "direct", "ExchangeCore.direct")
			.bar(Bar.differenceAtMost(300, Term.of("Orders.api[shared]"), Term.of("Orders.bare"),
					"the API costs at most 300 ns more"));
	}

	private static Row batch() {
		return Row.time("createOrders in batches of 1,000, one order")
			.with(Peer.OURS, "batch", "Batch.batch")
			.with(Peer.OURS, "single calls", "Batch.singleCalls")
			.with(Peer.EXCHANGE_CORE, "direct", "ExchangeCore.batch")
			.bar(Bar.timesAtLeast(1, Term.of("ExchangeCore.batch"), Term.of("Batch.batch"),
					"ahead of (e) single-threaded"));
	}

	private static Row list() {
		return Row.time("getOrders of 1,000 orders")
			.with(Peer.OURS, "List.getOrders")
			.with(Peer.OURS, "built from arrays", "List.build")
			.bar(Bar.timesAtMost(2, Term.of("List.getOrders"), Term.of("List.build"), "at most 2 times building them"));
	}

	private static Row growth() {
		return growth("cost per order, book of 1k to 1M", "api");
	}

	private static Row bareGrowth() {
		return growth("the same, bare export", "bare");
	}

	private static Row growth(String operation, String ours) {
		Row row = Row.time(operation);
		for (String size : List.of("1000", "10000", "100000", "1000000")) {
			row.with(Peer.OURS, label(size), ours + ".growth." + size)
				.with(Peer.NATIVE, label(size), "native.growth." + size)
				.with(Peer.EXCHANGE_CORE, label(size), "exchange-core.growth." + size);
		}
		return row;
	}

	private static String label(String size) {
		return size.equals("1000000") ? "1M" : size.replaceFirst("000$", "k");
	}

	private static Row cold() {
		return Row.time("first order in a cold JVM, module's bytes at hand")
			.with(Peer.OURS, "cold.cold.bundled")
			.with(Peer.OURS, "with an archive", "cold.cold.archived")
			.with(Peer.BYTES, "compiled at run time", "cold.cold.compiled")
			.bar(Bar.timesAtMost(1.0 / 3, Term.of("cold.cold.bundled"), Term.of("cold.cold.compiled"),
					"at most 1/3 of (b)"))
			.bar(Bar.timesAtMost(0.55, Term.of("cold.cold.archived"), Term.of("cold.cold.bundled"),
					"an archive takes at most 0.55 of the time"));
	}

	private static Row allocation() {
		return Row.bytes("allocation per create + cancel, steady state")
			.with(Peer.OURS, "Orders.api[shared]:bytes")
			.with(Peer.OURS, "the returned record alone", "List.oneRecord:bytes")
			.bar(Bar.differenceAtMost(0.5, Term.of("Orders.api[shared]:bytes"), Term.of("List.oneRecord:bytes"),
					"only the returned record"));
	}

}
