#!/usr/bin/env bash
# Chicory's min and max return a signalling NaN as it came.
#
# Guess:   f32.min of a signalling NaN and 1 is a quiet NaN, as f32.add of the two is: arithmetic quiets its NaNs.
# Fact:    f32.min, f32.max, f64.min and f64.max return the operand's bits, 7fa00000, compiled and interpreted; add gives
#          7fe00000. In Node all of them are quiet.
# Cost:    code that keeps a payload in a NaN (boxed values, "missing" markers), or a digest over results, differs between
#          the browser and the server.
# Version: com.dylibso.chicory 1.7.5, assembled by wabt 1.0.39.
# Source:  the WebAssembly core specification, "fmin" and "NaN Propagation": the result is an element of nans, an
#          arithmetic NaN, whose most significant payload bit is 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>findings</groupId>
	<artifactId>finding</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>com.dylibso.chicory</groupId>
			<artifactId>compiler</artifactId>
			<version>1.7.5</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact wabt@1.0.39

cat >nan.wat <<'WAT'
(module
	(func (export "f32.min") (param i32) (result i32)
		(i32.reinterpret_f32 (f32.min (f32.reinterpret_i32 (local.get 0)) (f32.const 1))))
	(func (export "f32.max") (param i32) (result i32)
		(i32.reinterpret_f32 (f32.max (f32.const 1) (f32.reinterpret_i32 (local.get 0)))))
	(func (export "f32.add") (param i32) (result i32)
		(i32.reinterpret_f32 (f32.add (f32.reinterpret_i32 (local.get 0)) (f32.const 1))))
	(func (export "f64.min") (param i32) (result i32)
		(i32.wrap_i64 (i64.shr_u (i64.reinterpret_f64 (f64.min
			(f64.reinterpret_i64 (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32))) (f64.const 1))) (i64.const 32))))
	(func (export "f64.add") (param i32) (result i32)
		(i32.wrap_i64 (i64.shr_u (i64.reinterpret_f64 (f64.add
			(f64.reinterpret_i64 (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32))) (f64.const 1))) (i64.const 32)))))
WAT
node_modules/.bin/wat2wasm nan.wat -o nan.wasm

cat >show.mjs <<'JS'
import { readFileSync } from 'node:fs';

const { exports } = (await WebAssembly.instantiate(readFileSync('nan.wasm'))).instance;
const kind = (name, operand, quiet) => `${name} ${exports[name](operand) & quiet ? 'quiet' : 'signalling'}`;
console.log('Node: ' + ['f32.min', 'f32.max', 'f32.add'].map((name) => kind(name, 0x7fa00000, 0x00400000))
	.concat(['f64.min', 'f64.add'].map((name) => kind(name, 0x7ff40000, 0x00080000))).join(', '));
JS
cat >Show.java <<'JAVA'
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.nio.file.Path;

class Show {

	public static void main(String[] args) {
		WasmModule module = Parser.parse(Path.of("nan.wasm"));
		print("interpreted", Instance.builder(module).build());
		print("compiled", Instance.builder(module).withMachineFactory(MachineFactoryCompiler::compile).build());
	}

	private static void print(String how, Instance instance) {
		StringBuilder line = new StringBuilder();
		for (String name : new String[] { "f32.min", "f32.max", "f32.add", "f64.min", "f64.add" }) {
			long operand = name.startsWith("f32") ? 0x7fa00000 : 0x7ff40000;
			int bits = (int) instance.export(name).apply(operand)[0];
			line.append(line.length() == 0 ? "" : ", ").append(name).append(' ').append(Integer.toHexString(bits));
		}
		System.out.println(how + ": " + line);
	}

}
JAVA
echo "chicory 1.7.5, wabt 1.0.39, node $(node --version), Java $(java -version 2>&1 | head -1)"
echo "guess: each result is quiet: 7fe00000, or 7ffc0000 as the upper half of an f64"
seen=$(node show.mjs; java -cp 'lib/*' Show.java)
echo "$seen"

expected='Node: f32.min quiet, f32.max quiet, f32.add quiet, f64.min quiet, f64.add quiet
interpreted: f32.min 7fa00000, f32.max 7fa00000, f32.add 7fe00000, f64.min 7ff40000, f64.add 7ffc0000
compiled: f32.min 7fa00000, f32.max 7fa00000, f32.add 7fe00000, f64.min 7ff40000, f64.add 7ffc0000'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
