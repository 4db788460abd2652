//! How names are compared.

/// A name with what people spell differently taken out: case, spaces, `_` and `-`. A hyphen between
/// digits stays, for `1-10kV` is not `110kV`.
pub(super) fn folded(name: &str) -> String {
    let letters: Vec<char> = name.chars().filter(|c| !c.is_whitespace() && *c != '_').collect();
    let digit_at = |index: Option<usize>| {
        index.and_then(|index| letters.get(index)).is_some_and(char::is_ascii_digit)
    };
    letters
        .iter()
        .enumerate()
        .filter(|(index, letter)| {
            **letter != '-' || (digit_at(index.checked_sub(1)) && digit_at(Some(index + 1)))
        })
        .flat_map(|(_, letter)| letter.to_lowercase())
        .collect()
}
