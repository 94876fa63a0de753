package io.darkswap.wasm.autoconfigure.properties;

import java.util.Collection;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * A property that binding reads.
 *
 * @param name its canonical name
 * @param kind the form of its value
 */
record KnownProperty(ConfigurationPropertyName name, Kind kind) {

	static KnownProperty of(ConfigurationPropertyName name, Bindable<?> target) {
		Class<?> type = target.getType().resolve(Object.class);
		if (type.isRecord()) {
			return new KnownProperty(name, Kind.GROUP);
		}
		boolean container = type.isArray() || Collection.class.isAssignableFrom(type)
				|| Map.class.isAssignableFrom(type);
		return new KnownProperty(name, container ? Kind.CONTAINER : Kind.SCALAR);
	}

	/** The form of a property's value. */
	enum Kind {

		/** One value. */
		SCALAR,

		/** Any number of values, in a list or a map. */
		CONTAINER,

		/** Properties with names of their own. */
		GROUP

	}

}
