package io.darkswap.wasm.autoconfigure;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Names the property to change if DarkSwap stops the application's start. Failures
 * without such a property are left to other analyzers.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class DarkSwapFailureAnalyzer extends AbstractFailureAnalyzer<DarkSwapException> {

	private static final Pattern PROPERTY = Pattern.compile("darkswap\\.[a-z]+(\\.[A-Za-z0-9-]*[A-Za-z0-9])+");

	/** The module at fault is one of the application's own. */
	private static final String MODULES = "darkswap.wasm.modules.";

	/** The module at fault is the engine that a log was written with. */
	private static final String FORMER_ENGINE = "former-engine";

	private static final String URL = "darkswap.wasm.url";

	private final Environment environment;

	DarkSwapFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, DarkSwapException cause) {
		String description = OptionProperties.named(String.valueOf(cause.getMessage()));
		String action = (cause instanceof SpringBootVersionCheck.UnsupportedSpringBootException)
				? "Move the application to Spring Boot 4."
				: description.contains(MODULES) ? ownModule(cause, description) : action(cause, description);
		return (action != null) ? new FailureAnalysis(description, action, cause) : null;
	}

	private @Nullable String action(DarkSwapException cause, String description) {
		if (cause.option().filter(FORMER_ENGINE::equals).isPresent()) {
			return changeProperties(cause, description);
		}
		return switch (cause.code()) {
			case MODULE_NOT_FOUND, MODULE_UNREADABLE, MODULE_TRUNCATED, MODULE_NOT_WASM, MODULE_INVALID,
					MODULE_UNSUPPORTED, MODULE_IMPORTS_REFUSED, ABI_MISMATCH ->
				// Without it, a module that the application loads itself failed.
				this.environment.containsProperty(URL)
						? "Set darkswap.wasm.url to a DarkSwap module of this version, or remove it to use the bundled one."
						: null;
			case MODULE_DIGEST_MISMATCH ->
				"Set darkswap.wasm.url to the module that is pinned. Only if you have verified the other module, set darkswap.wasm.sha256 to its digest.";
			case CHAIN_SOURCE_MISSING -> "Add the missing dependency, or remove the property.";
			case LOG_LOCKED -> "Stop the other application, or set darkswap.log.directory to another directory.";
			case LOG_DAMAGED -> "Restore darkswap.log.directory from a copy.";
			case LOG_FULL -> "Free space on the device of darkswap.log.directory, or raise darkswap.log.maximum-size.";
			case LOG_FAILED -> "Check the device and the permissions of darkswap.log.directory.";
			case LOG_MISMATCH -> "Set darkswap.log.directory to a log of this network and version.";
			case ENGINE_MEMORY_EXHAUSTED -> "Raise darkswap.wasm.maximum.";
			default -> changeProperties(cause, description);
		};
	}

	private static @Nullable String ownModule(DarkSwapException cause, String description) {
		String change = changeProperties(cause, description);
		return (cause.code() == ErrorCode.MODULE_IMPORTS_REFUSED && change != null)
				? change.replaceFirst("Change (\\S+)\\.url\\.$",
						"Set $1.imports to the name of a bean that supplies them, or change $1.url.")
				: change;
	}

	private static @Nullable String changeProperties(DarkSwapException cause, String description) {
		Set<String> properties = new TreeSet<>();
		cause.option().map(OptionProperties::property).ifPresent(properties::add);
		Matcher matcher = PROPERTY.matcher(description);
		while (matcher.find()) {
			properties.add(matcher.group());
		}
		return properties.isEmpty() ? null : "Change " + String.join(" or ", properties) + ".";
	}

}
