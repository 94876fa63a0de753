#!/usr/bin/env bash
# Chicory refuses a valid module because one of its blocks has the type with the number 64.
#
# Guess:   the number of a type says nothing about it: a block of type 63, 64, 127 or 128 is valid if its code is.
# Fact:    a block whose type has a number from 64 to 127 is read as another one, so validation fails with "type
#          mismatch" although wabt's validator and V8 accept the module. From 128 on it is right again.
# Cost:    a module that grows past 64 function types, as compilers with multi-value blocks produce them, stops loading
#          after a change that has nothing to do with it, and the message blames the module.
# Version: com.dylibso.chicory 1.7.5, assembled and validated by wabt 1.0.39.
# Source:  the WebAssembly core specification, "Binary Format, Control Instructions": a block type is a signed 33-bit
#          integer, and a non-negative one is the number of a type. 64 takes two bytes, 0xC0 0x00.
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
			<artifactId>runtime</artifactId>
			<version>1.7.5</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact wabt@1.0.39

# A module whose function "sum" has a block of the last of its types, with two results.
module() {
	echo "(module"
	for ((i = 0; i < $1; i++)); do
		echo "(type (func (result i32)))"
	done
	echo "(type \$pair (func (result i32 i32)))"
	echo "(func (export \"sum\") (type 0) (block (type \$pair) (i32.const 20) (i32.const 22)) i32.add))"
}
for number in 63 64 127 128; do
	module "$number" >"$number.wat"
	node_modules/.bin/wat2wasm "$number.wat" -o "$number.wasm"
	node_modules/.bin/wasm-validate "$number.wasm"
done

cat >V8.cjs <<'JS'
for (const number of [63, 64, 127, 128]) {
	const code = new WebAssembly.Module(require('fs').readFileSync(`${number}.wasm`));
	console.log(`V8, type ${number}: ${new WebAssembly.Instance(code).exports.sum()}`);
}
JS

cat >Show.java <<'JAVA'
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import java.nio.file.Path;

class Show {

	public static void main(String[] args) {
		for (int number : new int[] { 63, 64, 127, 128 }) {
			System.out.println("Chicory, type " + number + ": " + sum(number));
		}
	}

	private static String sum(int number) {
		try {
			Instance instance = Instance.builder(Parser.parse(Path.of(number + ".wasm"))).build();
			return String.valueOf(instance.export("sum").apply()[0]);
		}
		catch (RuntimeException ex) {
			return ex.getClass().getSimpleName();
		}
	}

}
JAVA

echo "chicory 1.7.5, wabt 1.0.39, node $(node --version), Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: the four modules answer 42"
seen=$(node V8.cjs && java -cp 'lib/*' Show.java)
echo "$seen"

expected='V8, type 63: 42
V8, type 64: 42
V8, type 127: 42
V8, type 128: 42
Chicory, type 63: 42
Chicory, type 64: InvalidException
Chicory, type 127: InvalidException
Chicory, type 128: 42'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
