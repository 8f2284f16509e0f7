#!/bin/bash
# Puts the shards of slurm.sh together, to the bytes of a run that was never divided.
#SBATCH --job-name=verona-merge
#SBATCH --mem=2G
#SBATCH --time=00:30:00
set -euo pipefail

OUT=${OUT:-results}

verona merge "$OUT" "$OUT"
