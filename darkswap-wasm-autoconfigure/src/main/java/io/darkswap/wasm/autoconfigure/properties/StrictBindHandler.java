package io.darkswap.wasm.autoconfigure.properties;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Refuses properties below {@code darkswap} that binding ignores or changes: blank ones,
 * for which it uses the default, those that no property of the record has, and numbers
 * with a fraction, which it cuts where a whole number is meant. Records with other
 * prefixes are bound as always.
 */
final class StrictBindHandler extends AbstractBindHandler {

	private static final ConfigurationPropertyName DARKSWAP = ConfigurationPropertyName.of("darkswap");

	private final List<KnownProperty> known = new ArrayList<>();

	StrictBindHandler(BindHandler parent) {
		super(parent);
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		if (context.getDepth() == 0) {
			this.known.clear();
		}
		else if (DARKSWAP.isAncestorOf(name)) {
			this.known.add(KnownProperty.of(name, target));
		}
		return super.onStart(name, target, context);
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		ConfigurationProperty property = context.getConfigurationProperty();
		if (property != null && DARKSWAP.isAncestorOf(name) && isCut(property.getValue(), result)) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"%s is not a whole number: write it without a fraction".formatted(name));
		}
		return super.onSuccess(name, target, context, result);
	}

	/** YAML has numbers, which binding converts as a cast does. */
	private static boolean isCut(@Nullable Object value, Object result) {
		return value instanceof Number given && (result instanceof Integer || result instanceof Long)
				&& given.doubleValue() != ((Number) result).doubleValue();
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		super.onFinish(name, target, context, result);
		if (isEmpty(result) && isGiven(name, context) && isValue(name, target)) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"%s is blank: set it, or remove it to use the default".formatted(name));
		}
		if (context.getDepth() == 0 && DARKSWAP.isParentOf(name)) {
			new IgnoredProperties(name, this.known).refuse(context.getSources());
		}
	}

	/**
	 * Binding converts a blank text to {@code null}, or to an empty list; for a primitive
	 * type, it fails itself.
	 */
	private static boolean isEmpty(@Nullable Object result) {
		return result == null || (result instanceof Collection<?> values && values.isEmpty());
	}

	private static boolean isGiven(ConfigurationPropertyName name, BindContext context) {
		ConfigurationProperty property = context.getConfigurationProperty();
		return property != null && property.getName().equals(name);
	}

	private static boolean isValue(ConfigurationPropertyName name, Bindable<?> target) {
		return DARKSWAP.isAncestorOf(name) && !KnownProperty.of(name, target).isGroup();
	}

}
