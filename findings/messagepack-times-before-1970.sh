#!/usr/bin/env bash
# Noon and a half second of December 31, 1969 comes out of MessagePack four seconds late, or one.
#
# Guess:   a Date of milliseconds that one MessagePack package writes is read as the same Date by itself and by the
#          others.
# Fact:    for times before 1970 that are no whole seconds, messagepack writes negative nanoseconds, which it and the
#          others read as 4.29 seconds too many. @ygoe/msgpack rounds the seconds up, so its times are a second late,
#          unless they lie in the second before 1970. @msgpack/msgpack is right; whole seconds and all times since 1970
#          are, too.
# Cost:    a series of daily closes that reaches back beyond 1970 with times such as 23:59:59.999 moves to the next day:
#          the last trade of a day or of a year is counted in the next one. Nothing is thrown.
# Version: messagepack 1.1.12, @ygoe/msgpack 1.0.3, @msgpack/msgpack 3.1.3 as the second opinion.
# Source:  the MessagePack specification, "Timestamp extension type": nanoseconds are an unsigned integer and "must not
#          be larger than 999999999", seconds are signed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact messagepack@1.1.12 @ygoe/msgpack@1.0.3 \
	@msgpack/msgpack@3.1.3

cat >show.mjs <<'JS'
import * as messagepack from 'messagepack';
import * as official from '@msgpack/msgpack';
import ygoe from '@ygoe/msgpack';

const packages = {
	messagepack: [messagepack.encode, messagepack.decode],
	'@ygoe/msgpack': [ygoe.serialize, ygoe.deserialize],
	'@msgpack/msgpack': [official.encode, official.decode],
};
for (const [writer, [write]] of Object.entries(packages)) {
	for (const text of ['1970-01-01T12:00:00.500Z', '1969-12-31T12:00:00.000Z', '1969-12-31T12:00:00.500Z',
			'1969-10-31T23:59:59.999Z', '1969-12-31T23:59:59.500Z']) {
		const bytes = write(new Date(text));
		const read = Object.values(packages).map(([, read]) => read(bytes).toISOString());
		console.log(`${writer} ${text}: ${[...new Set(read)].join(' or ')}`);
	}
}
JS

echo "messagepack 1.1.12, @ygoe/msgpack 1.0.3, @msgpack/msgpack 3.1.3, node $(node --version)"
echo "guess: both times of a line are the same"
seen=$(node show.mjs)
echo "$seen"

expected='messagepack 1970-01-01T12:00:00.500Z: 1970-01-01T12:00:00.500Z
messagepack 1969-12-31T12:00:00.000Z: 1969-12-31T12:00:00.000Z
messagepack 1969-12-31T12:00:00.500Z: 1969-12-31T12:00:04.795Z
messagepack 1969-10-31T23:59:59.999Z: 1969-11-01T00:00:04.294Z
messagepack 1969-12-31T23:59:59.500Z: 1970-01-01T00:00:03.794Z
@ygoe/msgpack 1970-01-01T12:00:00.500Z: 1970-01-01T12:00:00.500Z
@ygoe/msgpack 1969-12-31T12:00:00.000Z: 1969-12-31T12:00:00.000Z
@ygoe/msgpack 1969-12-31T12:00:00.500Z: 1969-12-31T12:00:01.500Z
@ygoe/msgpack 1969-10-31T23:59:59.999Z: 1969-11-01T00:00:00.999Z
@ygoe/msgpack 1969-12-31T23:59:59.500Z: 1969-12-31T23:59:59.500Z
@msgpack/msgpack 1970-01-01T12:00:00.500Z: 1970-01-01T12:00:00.500Z
@msgpack/msgpack 1969-12-31T12:00:00.000Z: 1969-12-31T12:00:00.000Z
@msgpack/msgpack 1969-12-31T12:00:00.500Z: 1969-12-31T12:00:00.500Z
@msgpack/msgpack 1969-10-31T23:59:59.999Z: 1969-10-31T23:59:59.999Z
@msgpack/msgpack 1969-12-31T23:59:59.500Z: 1969-12-31T23:59:59.500Z'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
