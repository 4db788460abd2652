//! How wide words are, without asking a font.
//!
//! A drawing is made where the reader's fonts are not known. Widths are those of the usual
//! sans-serif faces, a little on the generous side.

/// Width of a text at a size, both in pixels.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// Whether a character takes a whole em, as Chinese ones do.
#[must_use]
pub fn is_wide(character: char) -> bool {
    unicode_width::UnicodeWidthChar::width(character) == Some(2)
}

/// Whether every character does.
#[must_use]
pub fn is_all_wide(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_wide)
}

fn em(character: char) -> f64 {
    match character {
        _ if is_wide(character) => 1.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.30,
        'f' | 'r' | 't' | '(' | ')' | '-' | '[' | ']' | '/' => 0.38,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.92,
        'A'..='Z' => 0.66,
        _ => 0.57,
    }
}

/// Breaks a text into lines no wider than `most`; Chinese breaks anywhere, other words stay whole.
#[must_use]
pub fn wrapped(text: &str, size: f64, most: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let together = format!("{line}{word}");
        if !line.is_empty() && width(together.trim_end(), size) > most {
            lines.push(line.trim_end().to_owned());
            word.trim_start().clone_into(&mut line);
        } else {
            line = together;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Cuts a text so that it is no wider than `most`.
#[must_use]
pub fn shortened(text: &str, size: f64, most: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    for character in text.chars() {
        if width(&short, size) + (em(character) + em('…')) * size > most {
            break;
        }
        short.push(character);
    }
    format!("{}…", short.trim_end())
}

/// Pieces between which a line may break; spaces stay with the word before.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for character in text.chars() {
        match words.last_mut() {
            Some(word) if open && !is_wide(character) => word.push(character),
            Some(word) if character == ' ' => word.push(character),
            _ => words.push(character.to_string()),
        }
        open = character != ' ' && !is_wide(character);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_as_wide_as_it_is_high() {
        assert_eq!(width("加油站", 10.0), 30.0);
        assert!(is_all_wide("加油站") && !is_all_wide("A加") && !is_all_wide(""));
    }

    #[test]
    fn lines_break_between_words_and_between_characters() {
        let lines = wrapped("one two three four", 10.0, 60.0);
        assert!(lines.iter().all(|line| width(line, 10.0) <= 60.0), "{lines:?}");
        assert_eq!(lines.join(" "), "one two three four");
        assert_eq!(wrapped("稀土磁材产业园", 10.0, 40.0), ["稀土磁材", "产业园"]);
        assert!(wrapped("", 10.0, 40.0).is_empty());
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(shortened("well-7", 10.0, 100.0), "well-7");
        let short = shortened("a very long name of a thing", 10.0, 60.0);
        assert!(short.ends_with('…') && width(&short, 10.0) <= 60.0, "{short}");
    }
}
