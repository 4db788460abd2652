//! Whole square metres that sum to a whole total: the largest-remainder method.

/// An area in whole square metres.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an area: not negative"
)]
pub(super) fn nearest(area_m2: f64) -> u64 {
    area_m2.round() as u64
}

fn below(area_m2: f64) -> u64 {
    nearest(area_m2.floor())
}

/// Both columns of a table of areas before and after, each of which sums to about `whole`, in whole
/// square metres that sum to `whole`.
///
/// Rows whose areas differ by no more than `same` get one figure for both columns, so that nothing seems
/// to change where nothing does. Only where the other rows cannot make up the total then, each within a
/// square metre, is the second column dealt out on its own.
pub(super) fn two_columns(areas: &[(f64, f64)], whole: u64, same: f64) -> Vec<(u64, u64)> {
    let before: Vec<f64> = areas.iter().map(|(before, _)| *before).collect();
    let after: Vec<f64> = areas.iter().map(|(_, after)| *after).collect();
    let first = largest_remainder(&before, whole);
    let second = with_rows_kept(areas, &first, whole, same)
        .unwrap_or_else(|| largest_remainder(&after, whole));
    first.into_iter().zip(second).collect()
}

/// The second column with the figures of the first where nothing changes, if that is possible.
fn with_rows_kept(areas: &[(f64, f64)], first: &[u64], whole: u64, same: f64) -> Option<Vec<u64>> {
    let stays = |place: usize| (areas[place].1 - areas[place].0).abs() <= same;
    let (kept, moving): (Vec<usize>, Vec<usize>) =
        (0..areas.len()).partition(|place| stays(*place));
    let left = whole.checked_sub(kept.iter().map(|place| first[*place]).sum())?;
    let moved: Vec<f64> = moving.iter().map(|place| areas[*place].1).collect();
    let least: u64 = moved.iter().map(|area| below(*area)).sum();
    let fractions = moved.iter().filter(|area| area.fract() > 0.0).count() as u64;
    if !(least..=least + fractions).contains(&left) {
        return None;
    }
    let mut column = first.to_vec();
    for (place, figure) in moving.into_iter().zip(largest_remainder(&moved, left)) {
        column[place] = figure;
    }
    Some(column)
}

/// Areas as whole steps of so many square metres, which sum as the areas do: what a printed table shows.
pub(crate) fn in_steps(areas: &[f64], step_m2: f64) -> Vec<f64> {
    let steps: Vec<f64> = areas.iter().map(|area| area / step_m2).collect();
    let dealt = largest_remainder(&steps, nearest(steps.iter().sum()));
    dealt.into_iter().map(|count| count as f64 * step_m2).collect()
}

/// Every area rounded down, and the square metres that are missing from `whole` given to those with the
/// largest remainders, the earlier of equal ones first.
fn largest_remainder(areas: &[f64], whole: u64) -> Vec<u64> {
    let mut dealt: Vec<u64> = areas.iter().map(|area| below(*area)).collect();
    let missing = whole.saturating_sub(dealt.iter().sum());
    let mut order: Vec<usize> = (0..areas.len()).collect();
    order.sort_by(|a, b| areas[*b].fract().total_cmp(&areas[*a].fract()));
    for (place, _) in order.into_iter().zip(0..missing) {
        dealt[place] += 1;
    }
    dealt
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rounded one by one they are 10 + 20 + 30 + 40 = 100 of a total of 101.6, that is 102: the two
    /// largest remainders, 0.45 and the earlier 0.4, get a metre each.
    #[test]
    fn rounding_one_by_one_would_miss_the_total() {
        let areas = [10.35, 20.45, 30.4, 40.4];
        assert_eq!(areas.iter().map(|area| nearest(*area)).sum::<u64>(), 100);
        assert_eq!(largest_remainder(&areas, nearest(101.6)), [10, 21, 31, 40]);
    }

    /// 33.4 + 33.3 + 33.3 = 100 print 34 + 33 + 33. Then 0.35 m2 go from the second to the third, which
    /// makes 32.95 and 33.65. On its own the second column would be 33 + 33 + 34 and the first row would
    /// seem to lose a metre; with its 34 kept, 66 are left for the others, which are 32 and 33 rounded
    /// down, and the larger remainder gets the one that is missing.
    #[test]
    fn a_row_that_does_not_change_prints_one_figure() {
        let areas = [(33.4, 33.4), (33.3, 32.95), (33.3, 33.65)];
        assert_eq!(largest_remainder(&[33.4, 32.95, 33.65], 100), [33, 33, 34]);
        assert_eq!(two_columns(&areas, 100, 1e-6), [(34, 34), (33, 33), (33, 33)]);
    }

    /// Six rows of 0.5, and one of 7 of which half becomes another: together 10. Before, the earlier halves get
    /// the three missing metres. After, three of the six keep them, and 7 are left for the two, which
    /// are 3 rounded down.
    #[test]
    fn what_is_new_shares_what_is_left() {
        let mut areas = vec![(0.5, 0.5); 6];
        areas.extend([(7.0, 3.5), (0.0, 3.5)]);
        let expected = [(1, 1), (1, 1), (1, 1), (0, 0), (0, 0), (0, 0), (7, 4), (0, 3)];
        assert_eq!(two_columns(&areas, 10, 1e-6), expected);
    }

    /// 4 x 0.75 + 3.5 + 0.5 = 7: rounded down 3, and the four missing metres go to the rows of 0.75. With
    /// these kept 3 are left for the others, but 3.5 becomes 4.0: they cannot both be kept. On its own the
    /// second column is 4 rounded down, and three rows of 0.75 get a metre.
    #[test]
    fn where_rows_cannot_be_kept_the_total_still_is() {
        let mut areas = vec![(0.75, 0.75); 4];
        areas.extend([(3.5, 4.0), (0.5, 0.0)]);
        let expected = [(1, 1), (1, 1), (1, 1), (1, 0), (3, 4), (0, 0)];
        assert_eq!(two_columns(&areas, 7, 1e-6), expected);
        assert!(two_columns(&[], 0, 1e-6).is_empty());
    }
}
