package io.darkswap.wasm.autoconfigure.properties;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Collects the properties that a record below {@code darkswap} has while it is bound, and
 * then refuses the ones that binding ignored. Records with other prefixes are bound as
 * always.
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
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		super.onFinish(name, target, context, result);
		if (context.getDepth() == 0 && DARKSWAP.isParentOf(name)) {
			new IgnoredProperties(name, this.known).refuse(context.getSources());
		}
	}

}
