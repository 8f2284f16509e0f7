//! Which shard this process is to run: told by `--shard`, or by the variables of an array job.

use super::failure::Failure;
use crate::experiment::store::Shard;

/// The shard, and in words where it was read from when nobody typed it.
pub fn find(typed: Option<Shard>, shards: Option<u64>) -> Result<(Shard, Option<String>), Failure> {
    if let Some(shard) = typed {
        return Ok((shard, None));
    }
    detect(&|name| std::env::var(name).ok(), shards)
        .map(|found| found.map_or((Shard::WHOLE, None), |(shard, said)| (shard, Some(said))))
        .map_err(Failure::usage)
}

/// Reads the variables of Slurm, AWS Batch and Kubernetes.
fn detect(
    variable: &dyn Fn(&str) -> Option<String>,
    shards: Option<u64>,
) -> Result<Option<(Shard, String)>, String> {
    const WHOLE: &str = "--shard 0/1 runs all of it";
    let number = |name: &str| -> Result<Option<u64>, String> {
        match variable(name) {
            None => Ok(None),
            Some(text) => text.trim().parse().map(Some).map_err(|_| {
                format!("{name} is '{text}', and a whole number was expected\n  = help: say which shard this is: --shard I/N, counted from 0; {WHOLE}")
            }),
        }
    };
    let systems = [
        ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "Slurm"),
        ("AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", "AWS Batch"),
        ("JOB_COMPLETION_INDEX", "", "Kubernetes"),
    ];
    for (index, size, system) in systems {
        let Some(found) = number(index)? else { continue };
        let (mut first, mut step) = (0, 1);
        if system == "Slurm" {
            first = number("SLURM_ARRAY_TASK_MIN")?.unwrap_or(0);
            step = number("SLURM_ARRAY_TASK_STEP")?.unwrap_or(1).max(1);
        }
        let told = if size.is_empty() { None } else { number(size)? };
        let Some(of) = shards.or(told) else {
            return Err(format!(
                "{index} says that this is job {found} of an array of {system}, but not of how many\n  = help: add --shards N, the number of jobs; or {WHOLE}"
            ));
        };
        let at = found.checked_sub(first).filter(|at| at.is_multiple_of(step)).map(|at| at / step);
        let Some(shard) = at.and_then(|at| Shard::new(at, of)) else {
            return Err(format!(
                "{index} is {found}, which is none of {of} numbers from {first} on\n  = help: number the jobs of the array without gaps, or say which shard this is: --shard I/N, counted from 0"
            ));
        };
        return Ok(Some((shard, format!("shard {shard}, as {index}={found} of {system} says; {WHOLE}"))));
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::detect;

    fn found(variables: &[(&str, &str)], shards: Option<u64>) -> Result<Option<String>, String> {
        let look = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
        detect(&look, shards).map(|found| found.map(|(shard, _)| shard.to_string()))
    }

    #[test]
    fn slurm_counts_from_its_own_base_and_in_its_own_steps() {
        let slurm = |id: &str, min: &str, count: &str, step: &str| {
            let names = ["ID", "MIN", "COUNT", "STEP"].map(|name| format!("SLURM_ARRAY_TASK_{name}"));
            let pairs: Vec<(&str, &str)> =
                names.iter().map(String::as_str).zip([id, min, count, step]).collect();
            found(&pairs, None)
        };
        assert_eq!(slurm("1", "1", "7", "1").unwrap().unwrap(), "0/7");
        assert_eq!(slurm("7", "1", "7", "1").unwrap().unwrap(), "6/7");
        assert_eq!(slurm("0", "0", "7", "1").unwrap().unwrap(), "0/7");
        assert_eq!(slurm("14", "10", "5", "2").unwrap().unwrap(), "2/5");
        // --array=1,3,9 has numbers that no division explains.
        let gap = slurm("9", "1", "3", "1").unwrap_err();
        assert!(gap.starts_with("SLURM_ARRAY_TASK_ID is 9, which is none of 3 numbers from 1 on"), "{gap}");
    }

    #[test]
    fn aws_and_kubernetes_count_from_zero_and_may_need_to_be_told_the_size() {
        let aws = ("AWS_BATCH_JOB_ARRAY_INDEX", "2");
        assert_eq!(found(&[aws, ("AWS_BATCH_JOB_ARRAY_SIZE", "5")], None).unwrap().unwrap(), "2/5");
        assert_eq!(found(&[aws], Some(4)).unwrap().unwrap(), "2/4");
        let kubernetes = [("JOB_COMPLETION_INDEX", "3")];
        assert_eq!(found(&kubernetes, Some(4)).unwrap().unwrap(), "3/4");
        let unknown = found(&kubernetes, None).unwrap_err();
        assert!(unknown.contains("add --shards N"), "{unknown}");
        assert!(found(&[("JOB_COMPLETION_INDEX", "x")], Some(4)).unwrap_err().contains("is 'x'"));
    }

    #[test]
    fn without_an_array_the_run_is_whole() {
        assert_eq!(found(&[("SLURM_JOB_ID", "77")], None), Ok(None));
    }
}
