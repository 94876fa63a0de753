package io.darkswap.sample.operator;

import java.util.List;
import java.util.Map;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.SharedMemoryStatus;
import org.jspecify.annotations.Nullable;

/**
 * The state of the application for its operator.
 *
 * @param state the client's lifecycle state
 * @param poisonReason the cause of the engine's poisoning; absent if it is not poisoned
 * @param poisonings the number of poisonings since the application started
 * @param memory the linear memory
 * @param busyInstances the number of instances that serve a call
 * @param gauges the memory's gauges in bytes, by the name of the metric
 * @param calls the client's calls by operation
 * @param events the number of published events by kind
 * @param streams the number of open streams of events
 * @param uptimeSeconds the time since the application's start
 */
record SystemStatus(ClientState state, @Nullable String poisonReason, long poisonings, SharedMemoryStatus memory,
		int busyInstances, Map<String, Long> gauges, List<Calls> calls, Map<String, Long> events, int streams,
		long uptimeSeconds) {

	/**
	 * Calls of one operation.
	 *
	 * @param operation the client's method
	 * @param count the number of all calls, including the failed ones
	 * @param failures the number of failed calls
	 * @param p50Micros the median of the latest latencies of successful calls, in
	 * microseconds; absent if there was no call of late
	 * @param p95Micros their 95th percentile
	 * @param p99Micros their 99th percentile
	 * @param maxMicros the highest of them
	 */
	record Calls(String operation, long count, long failures, @Nullable Long p50Micros, @Nullable Long p95Micros,
			@Nullable Long p99Micros, @Nullable Long maxMicros) {

	}

}
