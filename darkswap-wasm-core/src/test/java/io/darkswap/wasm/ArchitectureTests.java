package io.darkswap.wasm;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Packages depend downward only: client, engine, loader, memory; the wallet stands apart.
 */
@AnalyzeClasses(packages = "io.darkswap.wasm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String CLIENT = "io.darkswap.wasm";

	private static final String ENGINE = "io.darkswap.wasm.engine..";

	private static final String LOADER = "io.darkswap.wasm.loader..";

	private static final String MEMORY = "io.darkswap.wasm.memory..";

	private static final String WALLET = "io.darkswap.wasm.wallet..";

	/** What every package may say: how it failed, and which network is meant. */
	private static final DescribedPredicate<JavaClass> VOCABULARY = DescribedPredicate.describe("are the vocabulary",
			(type) -> belongToAnyOf(DarkSwapException.class, ErrorCode.class, BitcoinNetwork.class)
				.test(type.getBaseComponentType()));

	private static final DescribedPredicate<JavaClass> REST_OF_THE_CLIENT = resideInAPackage(CLIENT)
		.and(not(VOCABULARY));

	@ArchTest
	static final ArchRule vocabularyDependsOnNothing = noClasses().that(VOCABULARY)
		.should()
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAnyPackage(ENGINE, LOADER, MEMORY, WALLET)));

	@ArchTest
	static final ArchRule engineIsBelowTheClient = noClasses().that()
		.resideInAPackage(ENGINE)
		.should()
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAPackage(WALLET)));

	@ArchTest
	static final ArchRule loaderIsBelowTheEngine = noClasses().that()
		.resideInAPackage(LOADER)
		.should()
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAnyPackage(ENGINE, WALLET)));

	@ArchTest
	static final ArchRule memoryIsBelowTheLoader = noClasses().that()
		.resideInAPackage(MEMORY)
		.should()
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAnyPackage(ENGINE, LOADER, WALLET)));

	@ArchTest
	static final ArchRule walletStandsApart = noClasses().that()
		.resideInAPackage(WALLET)
		.should()
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAnyPackage(ENGINE, LOADER, MEMORY)));

	@ArchTest
	static final ArchRule coreKnowsNoSpring = noClasses().should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..");

}
