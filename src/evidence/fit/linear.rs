//! The little linear algebra of the fit: symmetric positive definite systems of a few dozen rows, by Cholesky's root.

/// The lower triangular root of a symmetric positive definite matrix; rows that depend on those before them get a small ridge.
pub fn root(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let size = matrix.len();
    let mut root = vec![vec![0.0; size]; size];
    for row in 0..size {
        for column in 0..=row {
            let known: f64 =
                root[row][..column].iter().zip(&root[column][..column]).map(|(a, b)| a * b).sum();
            let left = matrix[row][column] - known;
            root[row][column] = if row == column {
                left.max(1e-10 * matrix[row][row].abs() + 1e-300).sqrt()
            } else {
                left / root[column][column]
            };
        }
    }
    root
}

/// Solves L x = b.
pub fn forward(root: &[Vec<f64>], b: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> = Vec::with_capacity(b.len());
    for (row, &b) in root.iter().zip(b) {
        let at = x.len();
        let known: f64 = row[..at].iter().zip(&x).map(|(a, x)| a * x).sum();
        x.push((b - known) / row[at]);
    }
    x
}

/// Solves Lᵀ x = b.
pub fn backward(root: &[Vec<f64>], b: &[f64]) -> Vec<f64> {
    let size = b.len();
    let mut x = vec![0.0; size];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|below| root[below][row] * x[below]).sum();
        x[row] = (b[row] - known) / root[row][row];
    }
    x
}

/// Solves A x = b for the matrix whose root this is.
pub fn solve(root: &[Vec<f64>], b: &[f64]) -> Vec<f64> {
    backward(root, &forward(root, b))
}

/// The mean and the covariance of points.
pub fn moments(points: &[Vec<f64>]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let (n, size) = (points.len().max(1) as f64, points.first().map_or(0, Vec::len));
    let mean: Vec<f64> = (0..size).map(|at| points.iter().map(|point| point[at]).sum::<f64>() / n).collect();
    let between = |a: usize, b: usize| {
        points.iter().map(|point| (point[a] - mean[a]) * (point[b] - mean[b])).sum::<f64>()
            / (n - 1.0).max(1.0)
    };
    let covariance = (0..size).map(|a| (0..size).map(|b| between(a, b)).collect()).collect();
    (mean, covariance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let matrix = vec![vec![4.0, 2.0, 0.6], vec![2.0, 5.0, 1.0], vec![0.6, 1.0, 3.0]];
        let b = [1.0, -2.0, 0.5];
        let x = solve(&root(&matrix), &b);
        for (row, b) in matrix.iter().zip(b) {
            let product: f64 = row.iter().zip(&x).map(|(a, x)| a * x).sum();
            assert!((product - b).abs() < 1e-12);
        }
    }
}
