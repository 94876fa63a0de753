#!/usr/bin/env bash
# A module that is decoded and printed with @webassemblyjs has 1 for infinity and a large number for NaN.
#
# Guess:   the text that wast-printer prints for a module assembles to a module that returns the same values.
# Fact:    the decoder keeps "infinite" and "NaN" beside the number 1 or the payload, and the printer prints the number
#          alone: inf is printed as 1, -inf as -1, nan as 2251799813685248. The sign of -0 is lost. Integers and finite
#          numbers are right.
# Cost:    a limit of "no limit" becomes a limit of 1. The text is valid and assembles without a warning.
# Version: @webassemblyjs/wasm-parser and wast-printer 1.14.1 (webpack's), wabt 1.0.39 as the assembler.
# Source:  WebAssembly specification, 6.3.2: inf, nan and -0 have texts of their own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @webassemblyjs/wasm-parser@1.14.1 \
	@webassemblyjs/wast-printer@1.14.1 wabt@1.0.39

cat >show.cjs <<'JS'
const { decode } = require('@webassemblyjs/wasm-parser');
const { print } = require('@webassemblyjs/wast-printer');

require('wabt')().then((wabt) => {
	const assemble = (text) => Buffer.from(wabt.parseWat('module.wat', text).toBinary({}).buffer);
	const run = (bytes) => new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.limit();
	const sign = (value) => (Object.is(value, -0) ? '-0' : String(value));
	for (const constant of ['f64.const 20999999.9769', 'f64.const inf', 'f64.const -inf', 'f64.const nan', 'f64.const -0',
			'f32.const inf', 'i64.const -9223372036854775808']) {
		const module = assemble(`(module (func (export "limit") (result ${constant.slice(0, 3)}) (${constant})))`);
		const printed = print(decode(module, {}));
		console.log(`${constant} returns ${sign(run(module))}, printed ${printed.match(/[fi]\d\d\.const [^)\n]*/)[0]} `
			+ `returns ${sign(run(assemble(printed)))}`);
	}
});
JS

echo "@webassemblyjs 1.14.1, wabt 1.0.39, node $(node --version)"
echo "guess: both modules return the same"
seen=$(node show.cjs)
echo "$seen"

expected='f64.const 20999999.9769 returns 20999999.9769, printed f64.const 20999999.9769 returns 20999999.9769
f64.const inf returns Infinity, printed f64.const 1 returns 1
f64.const -inf returns -Infinity, printed f64.const -1 returns -1
f64.const nan returns NaN, printed f64.const 2251799813685248 returns 2251799813685248
f64.const -0 returns -0, printed f64.const 0 returns 0
f32.const inf returns Infinity, printed f32.const 1 returns 1
i64.const -9223372036854775808 returns -9223372036854775808, printed i64.const -9223372036854775808 returns -9223372036854775808'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
