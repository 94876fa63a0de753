#!/usr/bin/env bash
# runelib cuts an emoji symbol in half when it etches, and rounds a premine when it reads.
#
# Guess:   the symbol and the premine of a rune survive runelib, as they survive other libraries.
# Fact:    it writes the first UTF-16 unit of the symbol, so U+1F415 becomes the lone surrogate U+D83D. No indexer can
#          show that, and an etching cannot be corrected. It reads the premine into a double: 10000000000000001 comes
#          back as 10000000000000000, and encoding that again would etch another supply. Nothing is thrown.
# Cost:    the etching is permanent and its fee is spent. Most symbols in use are outside the basic plane.
# Version: runelib 1.0.7. @magiceden-oss/runestone-lib 1.0.2 is the second opinion.
# Source:  the ord handbook, "Runes": a symbol is one Unicode code point, and amounts are 128-bit integers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	runelib@1.0.7 @magiceden-oss/runestone-lib@1.0.2

cat >show.cjs <<'JS'
const { encodeRunestone, tryDecodeRunestone } = require('@magiceden-oss/runestone-lib');
const { Runestone } = require('runelib');

const byte = (n) => n.toString(16).padStart(2, '0');
const rawTx = (script) => '02000000' + '01' + '22'.repeat(32) + '00000000' + '00' + 'fdffffff'
	+ '01' + '0000000000000000' + byte(script.length / 2) + script + '00000000';
const readByOther = (script) => tryDecodeRunestone({ vout: [{ scriptPubKey: { hex: script } }] }).etching;
const units = (text) => [...text].map((c) => 'U+' + c.codePointAt(0).toString(16).toUpperCase()).join(' ');

const symbol = '\u{1F415}';
const written = Runestone.create({ name: 'DOG•GO•TO•THE•MOON', amount: 1, cap: 1, symbol }).encipher().toString('hex');
console.log(`symbol asked for: ${units(symbol)}`);
console.log(`symbol etched by runelib: ${units(readByOther(written).symbol)}`);

const premine = 10000000000000001n;
const etching = { runeName: 'DOG•GO•TO•THE•MOON', symbol, premine };
const correct = encodeRunestone({ etching }).encodedRunestone.toString('hex');
console.log(`premine etched: ${readByOther(correct).premine}`);
const read = Runestone.decipher(rawTx(correct)).value().etching.value();
console.log(`premine read by runelib: ${BigInt(read.premine.value())}`);
console.log(`symbol read by runelib: ${units(read.symbol.value())}`);
JS

echo "runelib 1.0.7, @magiceden-oss/runestone-lib 1.0.2, node $(node --version)"
echo "guess: both symbols are U+1F415 and both premines are 10000000000000001"
seen=$(node show.cjs)
echo "$seen"

expected='symbol asked for: U+1F415
symbol etched by runelib: U+D83D
premine etched: 10000000000000001
premine read by runelib: 10000000000000000
symbol read by runelib: U+F415'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
