package io.darkswap.wasm.autoconfigure.chain;

import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if any property of a server is set, also a misspelt one, which binding refuses.
 * Otherwise the properties are not bound, which saves start-up time.
 */
final class OnChainPropertyCondition extends SpringBootCondition {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("darkswap.chain");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean set = StreamSupport
			.stream(ConfigurationPropertySources.get(context.getEnvironment()).spliterator(), false)
			.anyMatch((source) -> source.containsDescendantOf(PREFIX) == ConfigurationPropertyState.PRESENT);
		ConditionMessage.Builder message = ConditionMessage.forCondition("DarkSwap chain server");
		return set ? ConditionOutcome.match(message.foundExactly(PREFIX))
				: ConditionOutcome.noMatch(message.didNotFind("properties of").items(PREFIX));
	}

}
