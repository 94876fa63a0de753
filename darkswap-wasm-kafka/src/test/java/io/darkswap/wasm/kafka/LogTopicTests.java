package io.darkswap.wasm.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The settings of a topic with which acknowledged commands can be lost.
 */
class LogTopicTests {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void aCreatedTopicHasNoDangerousSetting(int replicas) {
		assertThat(LogTopic.dangers(config(LogTopic.settings(replicas)), replicas)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "retention.ms,604800000", "retention.bytes,1000000", "unclean.leader.election.enable,true",
			"min.insync.replicas,1", "message.timestamp.type,CreateTime" })
	void aDangerousSettingIsNamed(String setting, String value) {
		Map<String, String> settings = new HashMap<>(LogTopic.settings(3));
		settings.put(setting, value);
		List<String> dangers = LogTopic.dangers(config(settings), 3);
		assertThat(dangers).singleElement().asString().startsWith(setting + " is " + value).contains("Set it to ");
	}

	@Test
	void oneReplicaHasNoOtherToWaitFor() {
		assertThat(LogTopic.settings(1)).containsEntry("min.insync.replicas", "1");
	}

	private static Config config(Map<String, String> settings) {
		return new Config(settings.entrySet()
			.stream()
			.map((setting) -> new ConfigEntry(setting.getKey(), setting.getValue()))
			.toList());
	}

}
