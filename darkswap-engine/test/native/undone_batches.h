/* Batches that are refused halfway: what was entered is taken back record by record. */
#ifndef DARKSWAP_UNDONE_BATCHES_H
#define DARKSWAP_UNDONE_BATCHES_H

/* In way 1, each batch is first refused at each of its records, for each reason; in way 0, never. */
void undone_batches_run(void);

#endif
