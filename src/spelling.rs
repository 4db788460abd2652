//! Words as people spell them: which are the same, and which may have been meant.

use unicode_normalization::UnicodeNormalization;

/// A word without what people spell differently: case, width of letters (full or half), spaces and
/// punctuation. `ACME HOLDINGS, L.L.C.` is `Acme Holdings LLC`, 甲（包头）公司 is 甲(包头)公司.
#[must_use]
pub fn folded(word: &str) -> String {
    word.nfkc().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric()).collect()
}

/// The one of some words that may have been meant: a few letters apart, in the same figures.
#[must_use]
pub fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(word);
    let most = match wanted.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let figures = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let apart = |other: &str| {
        let other = folded(other);
        let near = !other.is_empty() && figures(&other) == figures(&wanted);
        near.then(|| strsim::osa_distance(&wanted, &other)).filter(|letters| *letters <= most)
    };
    let near = among.into_iter().filter_map(|other| Some((apart(other)?, other)));
    near.min_by_key(|(letters, _)| *letters).map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_spaces_and_punctuation_do_not_matter() {
        for (one, other) in [
            ("Acme Holdings LLC", "ACME HOLDINGS, L.L.C."),
            ("甲(包头)公司", "甲（包头）公司"),
            ("ＡＣＭＥ　１２", "acme 12"),
            ("ｶﾌﾞｼｷｶﾞｲｼｬ", "カブシキガイシャ"),
        ] {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("Acme Holding LLC"), folded("Acme Holdings LLC"));
    }

    #[test]
    fn a_few_letters_apart_is_near() {
        let kinds = ["fuel_station", "substation_110kv", "well", "加油站"];
        for (word, meant) in [
            ("fuel_staton", Some("fuel_station")),
            ("Fuel-Stations", Some("fuel_station")),
            ("substation_35kv", None),
            ("wel", Some("well")),
            ("we", None),
            ("加油战", Some("加油站")),
            ("kiln", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, kinds), meant, "{word}");
        }
    }
}
