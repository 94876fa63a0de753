#include "registry.h"

#include "arena.h"

#define BUCKETS 256
#define REFERENCES_PER_BLOCK (BLOCK_SIZE / 4)
#define MARKET_BLOCKS 1024
#define MARKETS_MAX (MARKET_BLOCKS * REFERENCES_PER_BLOCK)

struct market_references {
	uint32_t at[REFERENCES_PER_BLOCK];
};

static struct lock lock;
/* Published after the market it counts is whole. */
static uint32_t markets;
static uint32_t buckets[BUCKETS];
/* Market number n is at blocks[(n - 1) / 64][(n - 1) % 64]. */
static uint32_t blocks[MARKET_BLOCKS];

static bool well_formed(struct darkswap_asset const *asset) {
	if (asset->type == DARKSWAP_BITCOIN) {
		return asset->block == 0 && asset->transaction == 0;
	}
	return asset->type == DARKSWAP_RUNE || asset->type == DARKSWAP_ALKANE;
}

static bool same_asset(struct darkswap_asset const *a, struct darkswap_asset const *b) {
	return a->type == b->type && a->block == b->block && a->transaction == b->transaction;
}

static uint64_t mix(uint64_t hash, struct darkswap_asset const *asset) {
	hash = (hash ^ asset->type) * UINT64_C(0x9e3779b97f4a7c15);
	hash = (hash ^ asset->block ^ (hash >> 29)) * UINT64_C(0xbf58476d1ce4e5b9);
	return (hash ^ asset->transaction ^ (hash >> 32)) * UINT64_C(0x94d049bb133111eb);
}

static uint32_t *bucket_of(struct darkswap_asset const *base, struct darkswap_asset const *quote) {
	return &buckets[mix(mix(0, base), quote) >> 56];
}

struct market *registry_find(struct darkswap_asset const *base, struct darkswap_asset const *quote) {
	uint32_t reference = __atomic_load_n(bucket_of(base, quote), __ATOMIC_SEQ_CST);
	while (reference != 0) {
		struct market *market = DEREF(market, reference);
		if (same_asset(&market->base, base) && same_asset(&market->quote, quote)) {
			return market;
		}
		reference = market->registry_next;
	}
	return 0;
}

uint32_t registry_markets(void) {
	return __atomic_load_n(&markets, __ATOMIC_SEQ_CST);
}

struct market *registry_market(uint32_t number) {
	if (number == 0 || number > registry_markets()) {
		return 0;
	}
	uint32_t block = blocks[(number - 1) / REFERENCES_PER_BLOCK];
	return DEREF(market, DEREF(market_references, block)->at[(number - 1) % REFERENCES_PER_BLOCK]);
}

/* Where the next market's reference goes, or null when there is no memory for it. */
static uint32_t *next_place(void) {
	if (markets == MARKETS_MAX) {
		return 0;
	}
	uint32_t *block = &blocks[markets / REFERENCES_PER_BLOCK];
	if (*block == 0) {
		*block = arena_allocate();
	}
	return *block == 0 ? 0 : &DEREF(market_references, *block)->at[markets % REFERENCES_PER_BLOCK];
}

static enum darkswap_error add(struct darkswap_asset const *base, struct darkswap_asset const *quote) {
	uint32_t *place = next_place();
	uint32_t reference = place == 0 ? 0 : arena_allocate();
	if (reference == 0) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	struct market *market = DEREF(market, reference);
	market_create(market, markets + 1, base, quote);
	uint32_t *bucket = bucket_of(base, quote);
	market->registry_next = *bucket;
	*place = reference;
	/* Readers take no lock: the market is whole before they can find it. */
	__atomic_store_n(bucket, reference, __ATOMIC_SEQ_CST);
	__atomic_store_n(&markets, markets + 1, __ATOMIC_SEQ_CST);
	return DARKSWAP_OK;
}

enum darkswap_error registry_open(struct darkswap_asset const *base, struct darkswap_asset const *quote,
		uint32_t instance) {
	if (!well_formed(base) || !well_formed(quote) || same_asset(base, quote)) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	enum darkswap_error error = lock_acquire(&lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	if (registry_find(base, quote) == 0) {
		error = add(base, quote);
	}
	lock_release(&lock);
	return error;
}

bool registry_is_held_by(uint32_t instance) {
	for (uint32_t number = 1; number <= registry_markets(); number++) {
		if (lock_is_held_by(&registry_market(number)->lock, instance)) {
			return true;
		}
	}
	return lock_is_held_by(&lock, instance);
}

void registry_poison(uint32_t instance) {
	for (uint32_t number = 1; number <= registry_markets(); number++) {
		if (lock_is_held_by(&registry_market(number)->lock, instance)) {
			lock_poison(&registry_market(number)->lock);
		}
	}
	if (lock_is_held_by(&lock, instance)) {
		lock_poison(&lock);
	}
}

void registry_wake(void) {
	for (uint32_t number = 1; number <= registry_markets(); number++) {
		lock_wake(&registry_market(number)->lock);
	}
	lock_wake(&lock);
}
