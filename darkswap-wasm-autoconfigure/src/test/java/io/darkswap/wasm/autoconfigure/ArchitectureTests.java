package io.darkswap.wasm.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The modules above the core use its API alone: its other packages are sealed. A package
 * of any module is small enough for a reader.
 */
@AnalyzeClasses(packages = "io.darkswap.wasm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String CORE = "io.darkswap.wasm.";

	private static final int MOST_TYPES = 30;

	@ArchTest
	static final ArchRule theInnerPackagesOfTheCoreAreSealed = noClasses().that()
		.resideInAnyPackage(CORE + "autoconfigure..", CORE + "chain..", CORE + "kafka..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(CORE + "arguments..", CORE + "trading..", CORE + "commands..", CORE + "events..",
				CORE + "market..", CORE + "convert..", CORE + "engine..", CORE + "log.file..",
				CORE + "loader.compile..", CORE + "loader.fetch..", CORE + "loader.simd..", CORE + "loader.bundled..",
				CORE + "threads..", CORE + "tool..");

	@ArchTest
	static void aPackageHasAtMostThirtyTypes(JavaClasses types) {
		Map<String, List<String>> packages = types.stream()
			.filter(JavaClass::isTopLevelClass)
			.filter((type) -> !type.getSimpleName().equals("package-info"))
			.collect(Collectors.groupingBy(JavaClass::getPackageName,
					Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
		assertThat(packages).containsKey("io.darkswap.wasm")
			.allSatisfy((name, members) -> assertThat(members).as(name).hasSizeLessThanOrEqualTo(MOST_TYPES));
	}

}
