package io.darkswap.wasm.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.SharedMemoryStatus;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.memory.MemoryUsage;

/**
 * Adds the details of a client to health and info.
 */
final class ClientDetails {

	/** Above this fill level, new orders will soon be refused. */
	private static final double NEARLY_FULL = 0.9;

	private ClientDetails() {
	}

	static Map<String, Object> of(DarkSwapClient client) {
		SharedMemoryStatus status = client.getSharedMemoryStatus();
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", client.getState().name());
		client.getPoisonReason().ifPresent((reason) -> details.put("poisonedBy", reason));
		details.put("sharedMemory", sharedMemory(status));
		details.put("pages", status.pages());
		details.put("maximumPages", status.maximum());
		details.put("instances", status.instances());
		client.getMemoryUsage().ifPresent((usage) -> details.put("memory", memory(usage)));
		client.getLogStatus().ifPresent((log) -> details.put("log", log(log)));
		return details;
	}

	private static Map<String, Object> log(LogStatus status) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("type", status.type());
		details.put("position", status.position());
		details.put("durable", status.durable());
		details.put("applied", status.applied());
		details.put("lag", lag(status));
		details.put("snapshot", status.snapshot());
		status.snapshotAt().ifPresent((time) -> details.put("snapshotAt", time));
		if (!status.damage().isEmpty()) {
			details.put("damage", status.damage());
		}
		status.failure().ifPresent((failure) -> details.put("failure", OptionProperties.named(failure)));
		return details;
	}

	/** The two positions are read one after the other. */
	private static long lag(LogStatus status) {
		return Math.max(0, status.durable() - status.applied());
	}

	private static Map<String, Object> memory(MemoryUsage usage) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("usedBytes", usage.used());
		details.put("freeBytes", usage.free());
		details.put("reclaimableBytes", usage.reclaimable());
		details.put("maximumBytes", usage.maximum());
		if (usage.fillLevel() > NEARLY_FULL) {
			details.put("warning",
					"Open orders fill %.0f %% of the memory: raise darkswap.wasm.maximum or cancel orders"
						.formatted(100 * usage.fillLevel()));
		}
		return details;
	}

	private static Map<String, Object> sharedMemory(SharedMemoryStatus status) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("supported", status.supported());
		details.put("active", status.active());
		if (status.reason() != null) {
			details.put("reason", OptionProperties.named(status.reason()));
		}
		return details;
	}

}
