package io.darkswap.wasm.autoconfigure.kafka;

import java.nio.file.Path;
import java.util.Map;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.log.ClientLogStorage;
import io.darkswap.wasm.autoconfigure.log.DarkSwapLogProperties;
import io.darkswap.wasm.kafka.KafkaLogOptions;
import io.darkswap.wasm.log.LogStorage;

/**
 * Creates the storage of clients' logs on Kafka.
 */
final class KafkaLogStorage implements ClientLogStorage {

	private final DarkSwapLogProperties.Kafka properties;

	private final Map<String, Object> access;

	/**
	 * Create a source of storages.
	 * @param properties the properties of the topic
	 * @param access the properties of Kafka's clients
	 */
	KafkaLogStorage(DarkSwapLogProperties.Kafka properties, Map<String, Object> access) {
		this.properties = properties;
		this.access = access;
	}

	@Override
	public LogStorage in(Path directory) {
		String topic = this.properties.topic();
		if (topic == null) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"darkswap.log.type is kafka, but no topic is named: set darkswap.log.kafka.topic");
		}
		return new KafkaLogOptions(directory, topic, this.properties.partitions(), this.properties.createTopic(),
				this.properties.replicationFactor(), this.properties.read(), this.properties.digestInterval(),
				this.access);
	}

}
