/* Which hosts, and which memories, the engine goes with. */
#include "darkswap_abi.h"

/* Of the module that is built, build.sh gives it; natively there is no other engine's memory. */
#ifndef STATE_LAYOUT
#define STATE_LAYOUT 0u
#endif

uint32_t DARKSWAP_EXPORT(darkswap_abi_version)(void) {
	return DARKSWAP_ABI_VERSION;
}

uint64_t DARKSWAP_EXPORT(darkswap_state_version)(void) {
	return (uint64_t)DARKSWAP_STATE_VERSION << 32 | STATE_LAYOUT;
}
