#!/bin/bash
# One experiment as a Slurm array: each job of the array runs its own shard.
#
#   sbatch slurm.sh                                   the shards
#   sbatch --dependency=afterok:JOBID merge.sh        then put them together (or run its last line by hand)
#
# Killed or requeued, a job goes on where it was. Number the array without gaps, from any base.
#SBATCH --job-name=verona
#SBATCH --array=0-19
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --time=01:00:00
#SBATCH --requeue
set -euo pipefail

EXPERIMENT=${EXPERIMENT:-experiment.toml}
OUT=${OUT:-results} # on a file system that all jobs share

# The shard is read from SLURM_ARRAY_TASK_ID and its fellows.
verona sweep "$EXPERIMENT" --yes --out "$OUT" --threads "${SLURM_CPUS_PER_TASK:-1}"
