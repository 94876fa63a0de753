package io.darkswap.wasm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Packages depend downward only. The API's own types, all in the root package, have the
 * height of their parts. Orders, events, errors and networks consist only of each other
 * and the JDK, and are below all packages. The clients are on top.
 */
@AnalyzeClasses(packages = "io.darkswap.wasm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.darkswap.wasm";

	/** From the bottom to the top. */
	private static final List<String> PACKAGES = List.of("arguments", "url", "warnings", "threads", "memory",
			"loader.bundled", "loader.fetch", "loader.report", "loader.simd", "loader.compile", "loader", "pool",
			"log.file", "log", "engine.abi", "convert", "engine", "market", "events", "wallet", "signing", "commands",
			"replication", "trading", "tool");

	private static final String WALLET = ROOT + ".wallet";

	@ArchTest
	static final ArchRule everyTypeDependsOnlyOnWhatStandsBelowIt = classes().should(dependOnlyOnLowerPackages());

	@ArchTest
	static final ArchRule everyPackageHasItsPlace = classes().should()
		.resideInAnyPackage(Stream.concat(Stream.of(ROOT), inRoot(PACKAGES)).toArray(String[]::new));

	@ArchTest
	static final ArchRule theWalletStandsApart = noClasses().that()
		.resideInAPackage(WALLET)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(inRoot(PACKAGES).filter((name) -> !name.equals(WALLET)).toArray(String[]::new));

	@ArchTest
	static final ArchRule coreKnowsNoSpring = noClasses().should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..");

	private static ArchCondition<JavaClass> dependOnlyOnLowerPackages() {
		return new ArchCondition<>("depend only on what stands below") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				if (isOfRoot(type)) {
					return;
				}
				for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
					JavaClass target = dependency.getTargetClass().getBaseComponentType();
					boolean allowed = isOfRoot(target) ? height(target) < height(type) : height(target) <= height(type);
					if (!allowed) {
						events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
					}
				}
			}

		};
	}

	/**
	 * Returns the height of the highest package of a type or, in the root package, of its
	 * parts.
	 */
	private static int height(JavaClass type) {
		return isOfRoot(type)
				? partsOf(type).stream().mapToInt((part) -> PACKAGES.indexOf(packageOf(part))).max().orElse(-1)
				: PACKAGES.indexOf(packageOf(type));
	}

	/**
	 * Returns a type of the root, and all types that it reaches through types of the
	 * root.
	 */
	private static Set<JavaClass> partsOf(JavaClass root) {
		Set<JavaClass> parts = new HashSet<>(Set.of(root));
		Deque<JavaClass> open = new ArrayDeque<>(parts);
		while (!open.isEmpty()) {
			for (Dependency dependency : open.pop().getDirectDependenciesFromSelf()) {
				JavaClass part = dependency.getTargetClass().getBaseComponentType();
				if (parts.add(part) && isOfRoot(part)) {
					open.push(part);
				}
			}
		}
		return parts;
	}

	private static boolean isOfRoot(JavaClass type) {
		return type.getPackageName().equals(ROOT);
	}

	/** The package's name below the root's; empty for types of others. */
	private static String packageOf(JavaClass type) {
		String name = type.getPackageName();
		return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : "";
	}

	private static Stream<String> inRoot(List<String> packages) {
		return packages.stream().map((name) -> ROOT + "." + name);
	}

}
