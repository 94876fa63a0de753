package io.darkswap.wasm.autoconfigure.modules;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The modules that properties name.
 */
public final class ConfiguredModules {

	private static final Bindable<Map<String, ModuleProperties>> MODULES = Bindable.mapOf(String.class,
			ModuleProperties.class);

	private ConfiguredModules() {
	}

	/**
	 * Return the modules by their names. The environment has neither hyphens nor
	 * capitals: a variable for {@code image-codec} is bound under {@code imagecodec} too,
	 * with the same properties.
	 */
	static Map<String, ModuleProperties> in(Environment environment) {
		Map<String, ModuleProperties> modules = new LinkedHashMap<>();
		Map<String, String> names = new LinkedHashMap<>();
		Binder.get(environment)
			.bind(ModuleFailures.MODULES, MODULES)
			.orElseGet(Map::of)
			.entrySet()
			.stream()
			.sorted(Comparator.comparing((module) -> isUniform(module.getKey())))
			.forEach((module) -> {
				if (names.putIfAbsent(uniform(module.getKey()), module.getKey()) == null) {
					modules.put(module.getKey(), module.getValue());
				}
			});
		return modules;
	}

	/**
	 * Return the locations of the modules, with their secrets.
	 * @param environment holds the properties
	 * @return the locations that are not blank
	 */
	public static List<String> urls(Environment environment) {
		return in(environment).values()
			.stream()
			.map(ModuleProperties::url)
			.filter(Objects::nonNull)
			.filter((url) -> !url.isBlank())
			.toList();
	}

	private static boolean isUniform(String name) {
		return uniform(name).equals(name);
	}

	private static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replace("-", "");
	}

}
