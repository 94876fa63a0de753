package io.darkswap.wasm.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.SharedMemoryStatus;

/**
 * What health and info tell of a client.
 */
final class ClientDetails {

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
		return details;
	}

	private static Map<String, Object> sharedMemory(SharedMemoryStatus status) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("supported", status.supported());
		details.put("active", status.active());
		if (status.reason() != null) {
			details.put("reason", status.reason());
		}
		return details;
	}

}
