//! Places in documents: clauses as rule packs write them, and their divisions.

use crate::language::Name;
use serde::Serialize;

/// How a pack writes that a document has no clauses, or that the whole of it is meant.
pub const NO_CLAUSE: &str = "-";

/// A place in a document, as a pack writes it; read once, so that it can be said in another language.
///
/// Words that name no place by number are kept as they are: a pack may cite anything.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Clause {
    written: Name,
    divisions: Vec<Vec<Division>>,
}

/// A division of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Division {
    /// `ch. 4`
    Chapter(String),
    /// `sec. 2.2`
    Section(String),
    /// `art. 43, 48(2)`
    Articles(Vec<String>),
    /// `table 4.0.4`, or the only one there.
    Table(Option<String>),
    /// `note 4`, or the only one there.
    Note(Option<String>),
    /// `App. B`
    Appendix(String),
    /// `annex 2`, or the only one there.
    Annex(Option<String>),
    /// `4.0.4`: a paragraph of a standard, by its number alone.
    Paragraph(String),
    /// What the authors of a standard say of it.
    Commentary,
}

impl Clause {
    /// Reads a clause; `None` for `-`, which stands for no clause.
    #[must_use]
    pub fn read(written: Name) -> Option<Self> {
        if written.en == NO_CLAUSE {
            return None;
        }
        let divisions = divisions(&written.en).unwrap_or_default();
        Some(Self { written, divisions })
    }

    /// The words of the pack.
    #[must_use]
    pub const fn written(&self) -> &Name {
        &self.written
    }

    /// The divisions it names, from the outer one inwards, in as many groups as commas part; empty
    /// for free words.
    #[must_use]
    pub fn divisions(&self) -> &[Vec<Division>] {
        &self.divisions
    }
}

/// The divisions that a clause names, or `None` where a word of it is none.
fn divisions(text: &str) -> Option<Vec<Vec<Division>>> {
    let mut groups: Vec<Vec<Division>> = Vec::new();
    for group in text.split(", ") {
        // `art. 43, 48`: one word for all of them.
        if let (Some([Division::Articles(numbers)]), true) =
            (groups.last_mut().map(Vec::as_mut_slice), is_number(group))
        {
            numbers.push(group.to_owned());
            continue;
        }
        groups.push(group_of(group)?);
    }
    Some(groups)
}

fn group_of(text: &str) -> Option<Vec<Division>> {
    let mut words = text.split(' ').peekable();
    let mut group = Vec::new();
    while let Some(word) = words.next() {
        let mut number = || words.next_if(|next| is_number(next)).map(str::to_owned);
        group.push(match word {
            "ch." => Division::Chapter(number()?),
            "sec." => Division::Section(number()?),
            "art." => Division::Articles(vec![number()?]),
            "App." => Division::Appendix(number()?),
            "table" => Division::Table(number()),
            "note" => Division::Note(number()),
            "annex" => Division::Annex(number()),
            "commentary" => Division::Commentary,
            other if is_number(other) => Division::Paragraph(other.to_owned()),
            _ => return None,
        });
    }
    Some(group)
}

/// `4.0.4`, `6.3.3-1`, `48(2)`, `B` or `II`.
fn is_number(word: &str) -> bool {
    let letters = !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_uppercase());
    let digits = word.starts_with(|first: char| first.is_ascii_digit())
        && word
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || matches!(one, '.' | '-' | '(' | ')'));
    letters || digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<Division>> {
        divisions(text).unwrap_or_default()
    }

    #[test]
    fn a_clause_is_read_into_its_divisions() {
        use Division::{Annex, Appendix, Articles, Commentary, Note, Paragraph, Section, Table};
        let of = |text: &str| text.to_owned();
        assert_eq!(read("art. 43, 48(2)"), [vec![Articles(vec![of("43"), of("48(2)")])]]);
        assert_eq!(read("sec. 2.2 table"), [vec![Section(of("2.2")), Table(None)]]);
        assert_eq!(
            read("table 4.0.4 note 4"),
            [vec![Table(Some(of("4.0.4"))), Note(Some(of("4")))]]
        );
        assert_eq!(
            read("4.4.4, table 4.4.4"),
            [vec![Paragraph(of("4.4.4"))], vec![Table(Some(of("4.4.4")))]]
        );
        assert_eq!(read("App. B"), [vec![Appendix(of("B"))]]);
        assert_eq!(read("annex I, 2.1"), [vec![Annex(Some(of("I")))], vec![Paragraph(of("2.1"))]]);
        assert_eq!(read("4.0.4 commentary"), [vec![Paragraph(of("4.0.4")), Commentary]]);
    }

    #[test]
    fn free_words_are_no_divisions() {
        for text in
            ["service radius", "table of contents", "art. of war", "art.", "note 4 ", "a, b"]
        {
            assert!(divisions(text).is_none(), "{text}");
        }
        let name = |text: &str| Name { en: text.to_owned(), zh: None };
        let clause = Clause::read(name("site: roads")).expect("a clause");
        assert_eq!((clause.written().en.as_str(), clause.divisions().len()), ("site: roads", 0));
        assert!(Clause::read(name("-")).is_none());
    }

    /// Whatever numbers a clause is made of, its divisions say as many as it has.
    #[test]
    fn no_number_gets_lost() {
        let words = ["ch.", "sec.", "table", "note", "App.", "annex"];
        let numbers = ["4", "2.2", "6.3.3-1", "48(2)", "B", "II"];
        for first in words {
            for number in numbers {
                for second in words {
                    let text = format!("{first} {number} {second} 7, 8");
                    let said = format!("{:?}", read(&text));
                    for one in [number, "7", "8"] {
                        assert!(said.contains(&format!("\"{one}\"")), "{text}: {said}");
                    }
                }
            }
        }
    }
}
