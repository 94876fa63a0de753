/*
 * The same commands under other circumstances: what can be seen afterwards, and what each command answered, is the
 * same.
 */
#ifndef DARKSWAP_SAME_COMMANDS_H
#define DARKSWAP_SAME_COMMANDS_H

/* How many ways there are to run them. */
#define INTERLEAVINGS 6
#define CIRCUMSTANCES 4

/* Two markets' commands take turns in so many ways, and the markets were opened in either order. */
void interleavings_run(void);

/* With and without a reader of events, by other instances, in a memory of another size at first. */
void circumstances_run(void);

#endif
