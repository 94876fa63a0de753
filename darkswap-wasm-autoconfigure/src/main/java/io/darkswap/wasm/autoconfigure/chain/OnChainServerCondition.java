package io.darkswap.wasm.autoconfigure.chain;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Evaluates {@link ConditionalOnChainServer}. It does not read the URL, because an
 * unresolved placeholder in it would end the start without a message that names it.
 */
final class OnChainServerCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnChainServer.class);
		String[] servers = metadata.getAnnotations().get(ConditionalOnChainServer.class).getStringArray("value");
		for (String server : servers) {
			String url = url(server);
			if (context.getEnvironment().containsProperty(url)) {
				return ConditionOutcome.match(message.foundExactly(url));
			}
		}
		return ConditionOutcome.noMatch(message.didNotFind("URL of").items((Object[]) servers));
	}

	static String url(String server) {
		return "darkswap.chain.%s.url".formatted(server);
	}

}
