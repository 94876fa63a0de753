package io.darkswap.wasm.autoconfigure.properties;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

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
		Class<?> element = element(target.getType(), type);
		if (element == null) {
			return new KnownProperty(name, Kind.SCALAR);
		}
		return new KnownProperty(name, element.isRecord() ? Kind.GROUPS : Kind.CONTAINER);
	}

	/**
	 * Return the type of the values in a list or a map, {@code null} for any other type.
	 */
	private static @Nullable Class<?> element(ResolvableType target, Class<?> type) {
		if (type.isArray()) {
			return target.getComponentType().resolve(Object.class);
		}
		if (Map.class.isAssignableFrom(type)) {
			return target.asMap().getGeneric(1).resolve(Object.class);
		}
		return Collection.class.isAssignableFrom(type) ? target.asCollection().getGeneric(0).resolve(Object.class)
				: null;
	}

	/** Return whether the property has no value of its own. */
	boolean isGroup() {
		return this.kind == Kind.GROUP || this.kind == Kind.GROUPS;
	}

	/** The form of a property's value. */
	enum Kind {

		/** One value. */
		SCALAR,

		/** Any number of values, in a list or a map. */
		CONTAINER,

		/** Properties with names of their own. */
		GROUP,

		/** Any number of groups, in a list or a map. Binding reads each that is given. */
		GROUPS

	}

}
