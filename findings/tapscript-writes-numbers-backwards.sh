#!/usr/bin/env bash
# A wait of 500 blocks in a script is read as a negative number on the chain, one of 128 as 0, one of 256 as 1.
#
# Guess:   Script.encode([500, 'OP_CHECKSEQUENCEVERIFY', ...]) of @cmdcode/tapscript pushes the number 500.
# Fact:    numbers from 256 on are pushed with the highest byte first, and 128 without room for its sign; Bitcoin
#          reads them with the lowest byte first, the highest bit as the sign. 500 is read as -29697, 128 as 0, 256 as
#          1, 65535 as -32767, and the height 850000 as 1358433280, which is a date in 2013. 0 is pushed as a byte of
#          0, and -1 as the same. 17, 127, 144 and 255 come out right, so a test with a day's 144 blocks passes.
# Cost:    coins are sent to an address whose script opens at another time than meant, or never: a negative number
#          makes OP_CHECKSEQUENCEVERIFY fail.
# Version: @cmdcode/tapscript 1.5.3. bitcoinjs-lib 7.0.5 is the second opinion.
# Source:  BIP 65 and BIP 112: the argument is a script number. The package's readme: a script's words are of the type
#          "string | number | Uint8Array".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @cmdcode/tapscript@1.5.3 bitcoinjs-lib@7.0.5

cat >show.cjs <<'JS'
const { Script } = require('@cmdcode/tapscript');
const { script } = require('bitcoinjs-lib');

for (const number of [16, 17, 127, 128, 144, 255, 256, 500, 1008, 65535, 850000, 0, -1]) {
	const hex = Script.encode([number, 'OP_CHECKSEQUENCEVERIFY'], false).hex;
	const push = script.decompile(Buffer.from(hex, 'hex'))[0];
	const read = (typeof push === 'number') ? push - 0x50 : script.number.decode(push, 5, false);
	const right = script.compile([script.number.encode(number), 0xb2]);
	console.log(`${number}: ${hex} is read as ${read}, bitcoinjs-lib writes ${Buffer.from(right).toString('hex')}`);
}
JS

echo "@cmdcode/tapscript 1.5.3, bitcoinjs-lib 7.0.5, node $(node --version)"
echo "guess: each number is read as itself"
seen=$(node show.cjs)
echo "$seen"

expected='16: 60b2 is read as 16, bitcoinjs-lib writes 60b2
17: 0111b2 is read as 17, bitcoinjs-lib writes 0111b2
127: 017fb2 is read as 127, bitcoinjs-lib writes 017fb2
128: 0180b2 is read as 0, bitcoinjs-lib writes 028000b2
144: 029000b2 is read as 144, bitcoinjs-lib writes 029000b2
255: 02ff00b2 is read as 255, bitcoinjs-lib writes 02ff00b2
256: 020100b2 is read as 1, bitcoinjs-lib writes 020001b2
500: 0201f4b2 is read as -29697, bitcoinjs-lib writes 02f401b2
1008: 0203f0b2 is read as -28675, bitcoinjs-lib writes 02f003b2
65535: 02ffffb2 is read as -32767, bitcoinjs-lib writes 03ffff00b2
850000: 04000cf850b2 is read as 1358433280, bitcoinjs-lib writes 0350f80cb2
0: 0100b2 is read as 0, bitcoinjs-lib writes 00b2
-1: 0100b2 is read as 0, bitcoinjs-lib writes 4fb2'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
