#!/usr/bin/env bash
# borc writes a Date into CBOR in whole seconds, rounded: 23:59:59.600 is read as midnight of the next day.
#
# Guess:   a Date of milliseconds is read back as it was written, whichever of the CBOR packages writes and reads it.
# Fact:    borc rounds to seconds, up as well as down, although it reads fractions. cbor, cbor2 and cbor-x keep the
#          milliseconds. cbor-x, in turn, throws on the whole seconds beyond 32 bits that borc, cbor and cbor2 write, so
#          it reads no date of whole seconds from February 8, 2106 on, unless it wrote it itself. It reads the fractions
#          that cbor and cbor2 write.
# Cost:    up to half a second is added to a trade's time: it moves to the next minute, candle or day, trades swap their
#          order, and an event is later than the one that followed it. An order "without expiry", of
#          9999-12-31T23:59:59, cannot be read.
# Version: borc 3.0.0, cbor 10.0.12, cbor2 2.3.0, cbor-x 1.6.0.
# Source:  RFC 8949, 3.4.2: the number of seconds of tag 1 is an integer or a floating-point number.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact borc@3.0.0 cbor@10.0.12 cbor2@2.3.0 cbor-x@1.6.0

cat >show.mjs <<'JS'
import borc from 'borc';
import cbor from 'cbor';
import * as cborX from 'cbor-x';
import * as cbor2 from 'cbor2';

const writers = { borc, cbor, cbor2, 'cbor-x': cborX };
const late = ['2106-02-07', '2106-02-08', '2106-02-08T00:00:00.500Z', '9999-12-31T23:59:59Z'];
const time = new Date('2024-05-31T23:59:59.600Z');
for (const [name, { encode }] of Object.entries(writers)) {
	console.log(`written by ${name}: ${cbor.decode(encode(time)).toISOString()}`);
}
console.log(`written by cbor, read by borc: ${borc.decode(cbor.encode(time)).toISOString()}`);
for (const [name, { encode }] of Object.entries(writers)) {
	const read = late.map(text => readByCborX(encode(new Date(text))));
	console.log(`late times, written by ${name}, read by cbor-x: ${read.join(', ')}`);
}

function readByCborX(bytes) {
	try {
		return cborX.decode(bytes).toISOString().slice(0, 10);
	} catch (error) {
		return error.name;
	}
}
JS

echo "borc 3.0.0, cbor 10.0.12, cbor2 2.3.0, cbor-x 1.6.0, node $(node --version)"
echo "guess: 23:59:59.600 in the first five lines, four dates in each of the last four"
seen=$(node show.mjs)
echo "$seen"

expected='written by borc: 2024-06-01T00:00:00.000Z
written by cbor: 2024-05-31T23:59:59.600Z
written by cbor2: 2024-05-31T23:59:59.600Z
written by cbor-x: 2024-05-31T23:59:59.600Z
written by cbor, read by borc: 2024-05-31T23:59:59.600Z
late times, written by borc, read by cbor-x: 2106-02-07, TypeError, TypeError, TypeError
late times, written by cbor, read by cbor-x: 2106-02-07, TypeError, 2106-02-08, TypeError
late times, written by cbor2, read by cbor-x: 2106-02-07, TypeError, 2106-02-08, TypeError
late times, written by cbor-x, read by cbor-x: 2106-02-07, 2106-02-08, 2106-02-08, 9999-12-31'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
