package io.darkswap.wasm.autoconfigure.kafka;

import io.darkswap.wasm.autoconfigure.log.LogType;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if the command log is on Kafka, in every form of the properties that binding
 * reads. With a form that the condition missed, the commands of this node would go into a
 * journal of its own.
 */
final class OnKafkaLogCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Binder binder = Binder.get(context.getEnvironment());
		boolean kafka = binder.bind("darkswap.log.type", LogType.class).orElse(LogType.JOURNAL) == LogType.KAFKA;
		boolean enabled = Boolean.TRUE.equals(binder.bind("darkswap.log.enabled", Boolean.class).orElse(true));
		return new ConditionOutcome(kafka && enabled, ConditionMessage.forCondition("DarkSwap log")
			.because("it is " + (enabled ? "enabled" : "disabled") + " and " + (kafka ? "on Kafka" : "a journal")));
	}

}
