package io.darkswap.wasm.autoconfigure;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The modules above the core use its API alone: its other packages are sealed. */
@AnalyzeClasses(packages = "io.darkswap.wasm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String CORE = "io.darkswap.wasm.";

	@ArchTest
	static final ArchRule theInnerPackagesOfTheCoreAreSealed = noClasses().that()
		.resideInAnyPackage(CORE + "autoconfigure..", CORE + "chain..", CORE + "kafka..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(CORE + "trading..", CORE + "commands..", CORE + "events..", CORE + "market..",
				CORE + "convert..", CORE + "engine..", CORE + "log.file..", CORE + "loader.compile..",
				CORE + "loader.fetch..", CORE + "loader.simd..", CORE + "loader.bundled..", CORE + "threads..",
				CORE + "tool..");

}
