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
 * Packages depend downward only: client, engine, pool, loader, memory; the wallet stands
 * apart.
 */
@AnalyzeClasses(packages = "io.darkswap.wasm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String CLIENT = "io.darkswap.wasm";

	private static final String ENGINE = "io.darkswap.wasm.engine..";

	private static final String POOL = "io.darkswap.wasm.pool..";

	private static final String LOADER = "io.darkswap.wasm.loader..";

	private static final String FETCH = "io.darkswap.wasm.loader.fetch..";

	private static final String BUNDLED = "io.darkswap.wasm.loader.bundled..";

	private static final String THREADS = "io.darkswap.wasm.threads..";

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
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAnyPackage(ENGINE, POOL, LOADER, MEMORY, WALLET)));

	@ArchTest
	static final ArchRule engineIsBelowTheClient = noClasses().that()
		.resideInAPackage(ENGINE)
		.should()
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAPackage(WALLET)));

	@ArchTest
	static final ArchRule poolIsBelowTheEngine = noClasses().that()
		.resideInAPackage(POOL)
		.should()
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAnyPackage(ENGINE, WALLET)));

	@ArchTest
	static final ArchRule loaderIsBelowThePool = noClasses().that()
		.resideInAPackage(LOADER)
		.should()
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAnyPackage(ENGINE, POOL, WALLET)));

	@ArchTest
	static final ArchRule fetchingIsBelowTheLoader = noClasses().that()
		.resideInAPackage(FETCH)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.darkswap.wasm.loader");

	@ArchTest
	static final ArchRule theBundledEngineIsBelowFetching = noClasses().that()
		.resideInAPackage(BUNDLED)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.darkswap.wasm.loader", FETCH);

	@ArchTest
	static final ArchRule threadsDependOnNothing = noClasses().that()
		.resideInAPackage(THREADS)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(CLIENT, ENGINE, POOL, LOADER, MEMORY, WALLET);

	@ArchTest
	static final ArchRule memoryIsBelowTheLoader = noClasses().that()
		.resideInAPackage(MEMORY)
		.should()
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAnyPackage(ENGINE, POOL, LOADER, WALLET)));

	@ArchTest
	static final ArchRule walletStandsApart = noClasses().that()
		.resideInAPackage(WALLET)
		.should()
		.dependOnClassesThat(REST_OF_THE_CLIENT.or(resideInAnyPackage(ENGINE, POOL, LOADER, MEMORY)));

	@ArchTest
	static final ArchRule coreKnowsNoSpring = noClasses().should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..");

}
