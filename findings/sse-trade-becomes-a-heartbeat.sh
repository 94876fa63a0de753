#!/usr/bin/env bash
# A message that follows a heartbeat without data is delivered as a heartbeat.
#
# Guess:   the lines "event: heartbeat" and an empty line deliver nothing and leave nothing behind; "data: 100" in the
#          next block is a message without a name.
# Fact:    Azure's parser skips an event without data, but keeps its name (and its id) for the next block. So the first
#          data after each heartbeat is named "heartbeat". Data that brings a name of its own keeps that name, and
#          so does the second message. eventsource-parser delivers both without a name.
# Cost:    a consumer that drops heartbeats by their name drops one message after each of them.
# Version: @azure/core-sse 2.3.0; eventsource-parser 3.1.1 is the second opinion.
# Source:  HTML standard, server-sent events: "If the data buffer is an empty string, set the data buffer and the event
#          type buffer to the empty string and return."
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @azure/core-sse@2.3.0 eventsource-parser@3.1.1

cat >show.mjs <<'JS'
import { createSseStream } from '@azure/core-sse';
import { createParser } from 'eventsource-parser';

const streams = [
	'event: heartbeat\n\ndata: 100\n\ndata: 101\n\n',
	'event: heartbeat\n\nevent: trade\ndata: 100\n\n',
	': heartbeat\n\ndata: 100\n\n',
];
for (const stream of streams) {
	const azure = [];
	for await (const event of createSseStream(new Blob([stream]).stream())) {
		azure.push(event);
	}
	const reference = [];
	createParser({ onEvent: event => reference.push(event) }).feed(stream);
	console.log(`${JSON.stringify(stream)}: azure ${print(azure)}; eventsource-parser ${print(reference)}`);
}

function print(events) {
	return events.map(event => `${event.event || 'no name'} ${event.data}`).join(', ');
}
JS

echo "@azure/core-sse 2.3.0, eventsource-parser 3.1.1, node $(node --version)"
echo "guess: the same from both; no name in the first line and the third"
seen=$(node show.mjs)
echo "$seen"

expected='"event: heartbeat\n\ndata: 100\n\ndata: 101\n\n": azure heartbeat 100, no name 101; eventsource-parser no name 100, no name 101
"event: heartbeat\n\nevent: trade\ndata: 100\n\n": azure trade 100; eventsource-parser trade 100
": heartbeat\n\ndata: 100\n\n": azure no name 100; eventsource-parser no name 100'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
