package io.darkswap.wasm.autoconfigure.chain;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if the URL of any server is set. Otherwise the properties are not bound, which
 * saves start-up time.
 */
final class OnChainServerCondition extends SpringBootCondition {

	static final List<String> URLS = List.of("darkswap.chain.esplora.url", "darkswap.chain.ord.url",
			"darkswap.chain.alkanes.url");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("DarkSwap chain server");
		for (String url : URLS) {
			if (context.getEnvironment().containsProperty(url)) {
				return ConditionOutcome.match(message.foundExactly(url));
			}
		}
		return ConditionOutcome.noMatch(message.didNotFind("any of").items(URLS));
	}

}
