/* A digest of the engine's state, for tests that the same commands give the same bytes. */
#include "digest.h"

#include "engine.h"
#include "queue.h"
#include "registry.h"
#include "signature.h"
#include "trade_sums.h"
#include "used_ids.h"
#include "words.h"

static uint64_t fold_words(uint64_t digest, uint32_t reference, uint32_t bytes) {
	word const *words = (word const *)(void const *)DEREF(darkswap_order, reference);
	digest = digest_fold(digest, reference);
	for (uint32_t i = 0; i < bytes / sizeof(word); i++) {
		digest = digest_fold(digest, words[i]);
	}
	return digest;
}

static uint64_t fold_record(uint64_t digest, uint32_t reference) {
	return fold_words(digest, reference, sizeof(struct darkswap_order));
}

/* Behind the address, a record has a signature or nothing. */
static uint64_t fold_order(uint64_t digest, uint32_t reference) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	if (signature_is_in_record(order)) {
		return fold_record(digest, reference);
	}
	digest = fold_words(digest, reference, offsetof(struct darkswap_order, maker) + sizeof order->maker);
	return order->signature == 0 ? digest : fold_words(digest, order->signature, DARKSWAP_SIGNATURE_SIZE);
}

static uint64_t fold_queue(uint64_t digest, uint32_t first) {
	for (uint32_t order = first; order != 0; order = queue_node_at(order, QUEUE_LEVEL)->next) {
		digest = fold_order(digest, order);
	}
	return digest;
}

static uint64_t fold_side(uint64_t digest, struct tree const *side) {
	for (struct tree_cursor level = tree_first(side); level.leaf != 0; tree_next(&level)) {
		digest = digest_fold(digest, level.leaf);
		digest = fold_queue(digest, queue_at(tree_reference_at(&level))->first);
	}
	return digest;
}

static uint64_t fold_trades(uint64_t digest, struct trade_log const *log) {
	for (uint64_t number = log->first; number != log->end; number++) {
		struct trade_log_entry const *entry = trade_log_entry(log, number);
		digest = digest_fold(digest, ADDRESS_OF(entry));
		digest = digest_fold(digest, entry->amount);
		digest = fold_record(digest, entry->trade);
	}
	return digest;
}

static uint64_t fold_run(uint64_t digest, struct trade_runs const *runs, uint64_t run) {
	word const *words = (word const *)(void const *)runs;
	digest = digest_fold(digest, ADDRESS_OF(runs));
	for (uint64_t i = run % TRADE_RUNS_PER_BLOCK; i < sizeof *runs / sizeof(word); i += TRADE_RUNS_PER_BLOCK) {
		digest = digest_fold(digest, words[i]);
	}
	return digest;
}

/* The sums of all runs that a range may use. */
static uint64_t fold_sums(uint64_t digest, struct trade_log const *log) {
	for (uint32_t level = 1; level <= TRADE_RUN_LEVELS; level++) {
		uint64_t length = trade_run_length(level);
		for (uint64_t run = (log->first + length - 1) / length; (run + 1) * length <= log->summed; run++) {
			digest = fold_run(digest, trade_sums_find(log, level, run), run);
		}
	}
	return digest;
}

static uint64_t fold_used_ids(uint64_t digest, uint32_t stack) {
	uint32_t left = used_ids_count(stack);
	digest = digest_fold(digest, left);
	for (uint32_t used = left == 0 ? 0 : used_ids_last(stack); used != 0; used = used_ids_below(used, left)) {
		digest = digest_fold(digest, used);
		digest = digest_fold(digest, DEREF(darkswap_used_id, used)->id_high);
		digest = digest_fold(digest, DEREF(darkswap_used_id, used)->id_low);
		digest = digest_fold(digest, (uint64_t)DEREF(darkswap_used_id, used)->expires_at);
		left--;
	}
	return digest;
}

uint64_t DARKSWAP_EXPORT(darkswap_digest)(void) {
	uint64_t digest = platform_memory_pages();
	for (uint32_t slot = 1; slot <= registry_slots(); slot++) {
		uint32_t number = registry_number_in(slot);
		struct market const *market = registry_market(number);
		if (market == 0) {
			continue;
		}
		digest = fold_record(digest, ADDRESS_OF(market));
		digest = fold_side(digest, &market->sides[DARKSWAP_BUY]);
		digest = fold_side(digest, &market->sides[DARKSWAP_SELL]);
		digest = fold_queue(digest, market->oldest_closed);
		digest = fold_trades(digest, &market->trades);
		digest = fold_sums(digest, &market->trades);
	}
	digest = digest_fold(digest, (uint64_t)used_ids_freed_until());
	for (uint32_t stack = 0; stack < DARKSWAP_USED_ID_STACKS; stack++) {
		digest = fold_used_ids(digest, stack);
	}
	return digest;
}
