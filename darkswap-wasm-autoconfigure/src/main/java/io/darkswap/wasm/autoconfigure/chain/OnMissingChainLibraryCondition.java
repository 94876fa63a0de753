package io.darkswap.wasm.autoconfigure.chain;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;

/**
 * Matches if any library is missing that the sources of balances need.
 */
final class OnMissingChainLibraryCondition extends AnyNestedCondition {

	OnMissingChainLibraryCondition() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	@ConditionalOnMissingClass(MissingChainLibrary.CHAIN_CLASS)
	static final class ChainMissing {

	}

	@ConditionalOnMissingClass(MissingChainLibrary.HTTP_CLASS)
	static final class HttpMissing {

	}

	@ConditionalOnMissingClass(MissingChainLibrary.JSON_CLASS)
	static final class JsonMissing {

	}

}
