package io.darkswap.wasm.loader.bundled;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import static org.assertj.core.api.Assertions.assertThat;

class CompiledEngineTests {

	private static final String HELPER = Type.getInternalName(DarkSwapEngineModuleMachineShaded.class);

	/** The classes that the compiler generates for the engine's functions. */
	private static final List<String> GENERATED = List.of("DarkSwapEngineModuleMachine",
			"DarkSwapEngineModuleMachineMachineCall", "DarkSwapEngineModuleMachineFuncGroup_0");

	@Test
	void theHelperHasExactlyTheMethodsThatTheCompiledEngineRefersTo() throws IOException {
		Set<String> referred = new TreeSet<>();
		for (String name : GENERATED) {
			collectHelperCalls(name, referred);
		}
		assertThat(helperMethods()).isEqualTo(referred);
	}

	private static Set<String> helperMethods() {
		Set<String> methods = new TreeSet<>();
		Arrays.stream(DarkSwapEngineModuleMachineShaded.class.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()))
			.forEach((method) -> methods.add(method.getName() + Type.getMethodDescriptor(method)));
		return methods;
	}

	private static void collectHelperCalls(String name, Set<String> calls) throws IOException {
		try (InputStream bytes = CompiledEngineTests.class.getResourceAsStream(name + ".class")) {
			assertThat(bytes).as(name).isNotNull();
			new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9) {

				@Override
				public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
						String[] exceptions) {
					return new HelperCalls(calls);
				}

			}, ClassReader.SKIP_DEBUG);
		}
	}

	/** Collects the calls of one method. */
	private static final class HelperCalls extends MethodVisitor {

		private final Set<String> calls;

		HelperCalls(Set<String> calls) {
			super(Opcodes.ASM9);
			this.calls = calls;
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			if (owner.equals(HELPER)) {
				this.calls.add(name + descriptor);
			}
		}

	}

}
