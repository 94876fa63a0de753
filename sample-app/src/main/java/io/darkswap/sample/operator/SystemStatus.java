package io.darkswap.sample.operator;

import java.util.List;
import java.util.Map;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.SharedMemoryStatus;
import org.jspecify.annotations.Nullable;

/**
 * The application as its operator sees it.
 *
 * @param state where the client is in its life
 * @param poisonReason what poisoned the engine; absent if it is well
 * @param poisonings how often an engine was poisoned since the application started
 * @param memory the linear memory
 * @param busyInstances how many instances serve a call
 * @param gauges what the memory holds, in bytes, by the name of the metric
 * @param calls the client's calls by operation
 * @param events how many events were published, by kind
 * @param streams how many streams of events are open
 * @param uptimeSeconds how long the application runs
 */
record SystemStatus(ClientState state, @Nullable String poisonReason, long poisonings, SharedMemoryStatus memory,
		int busyInstances, Map<String, Long> gauges, List<Calls> calls, Map<String, Long> events, int streams,
		long uptimeSeconds) {

	/**
	 * Calls of one operation.
	 *
	 * @param operation the client's method
	 * @param count how many calls returned
	 * @param failures how many failed
	 * @param p50Micros the median of the latest latencies, in microseconds
	 * @param p95Micros their 95th percentile
	 * @param p99Micros their 99th percentile
	 * @param maxMicros the highest of them
	 */
	record Calls(String operation, long count, long failures, long p50Micros, long p95Micros, long p99Micros,
			long maxMicros) {

	}

}
