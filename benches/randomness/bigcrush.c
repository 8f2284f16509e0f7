/* Reads 64-bit words from the standard input and runs TestU01's BigCrush on their halves, the upper one first: all of its
   106 tests, or those whose numbers are given, each of which then needs a stream of its own.

     gcc -O2 bigcrush.c -o bigcrush -ltestu01 -lprobdist -lmylib -lm        (TestU01: github.com/umontreal-simul/TestU01-2009)

   One line a p-value, and what was tested. Those below 0.001 or above 0.999 are what to look at. */

#include <bbattery.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <swrite.h>
#include <unif01.h>

static uint32_t next(void)
{
    static uint64_t words[1 << 13];
    static size_t at, read;
    static int halves;
    static uint64_t word;
    if (halves == 1) {
        halves = 0;
        return (uint32_t)word;
    }
    if (at == read) {
        at = 0;
        read = fread(words, sizeof words[0], sizeof words / sizeof words[0], stdin);
        if (read == 0) {
            fprintf(stderr, "the stream of words has ended too early\n");
            exit(1);
        }
    }
    word = words[at++];
    halves = 1;
    return (uint32_t)(word >> 32);
}

int main(int count, char **tests)
{
    int repeat[107] = {0};
    for (int i = 1; i < count; i++) {
        int test = atoi(tests[i]);
        if (test < 1 || test > 106) {
            fprintf(stderr, "'%s' is no test of BigCrush: expected 1 to 106\n", tests[i]);
            return 2;
        }
        repeat[test] = 1;
    }
    swrite_Basic = FALSE;
    unif01_Gen *words = unif01_CreateExternGenBits("names", next);
    if (count > 1) bbattery_RepeatBigCrush(words, repeat);
    else bbattery_BigCrush(words);
    for (int i = 0; i < bbattery_NTests; i++)
        if (bbattery_pVal[i] >= 0) printf("%.6g %s\n", bbattery_pVal[i], bbattery_TestNames[i]);
    unif01_DeleteExternGenBits(words);
    return 0;
}
