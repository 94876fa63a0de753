package io.darkswap.wasm.loader;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * ASM of an application. Maven selects the version that is nearest to the application:
 * test starters bring an older one, which may be nearer than one that the compiler of
 * modules brings.
 */
class AsmDependencyTests {

	@Test
	void theCoreDeclaresAsmAndItsCommonsItself() throws Exception {
		assertThat(declared()).contains("asm", "asm-commons");
	}

	@Test
	void bothHaveOneVersion() {
		assertThat(version(ClassWriter.class)).isNotEmpty().isEqualTo(version(ClassRemapper.class));
	}

	/** Return the dependencies of the core's pom without a scope, which is compile. */
	private static Stream<String> declared() throws Exception {
		Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("pom.xml").toFile());
		NodeList found = (NodeList) XPathFactory.newInstance()
			.newXPath()
			.evaluate("/project/dependencies/dependency[not(scope) and groupId='org.ow2.asm']/artifactId", pom,
					XPathConstants.NODESET);
		return IntStream.range(0, found.getLength()).mapToObj(found::item).map((node) -> node.getTextContent().strip());
	}

	private static String version(Class<?> type) {
		String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
		return jar.replaceFirst(".*-([0-9.]+)\\.jar$", "$1");
	}

}
