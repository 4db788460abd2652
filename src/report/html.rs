//! Pages of one file each, without scripts, fonts or anything else from elsewhere: they can be mailed and
//! printed.

use crate::language::Language;
use maud::{html, Markup, PreEscaped, DOCTYPE};

/// A page, what it is called also being its heading in the browser.
pub(super) fn page(language: Language, title: &str, style: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE) "\n"
        html lang=(language.tag()) {
            "\n" head {
                "\n" meta charset="utf-8";
                "\n" meta name="viewport" content="width=device-width";
                "\n" title { (title) }
                "\n" style { (PreEscaped(style)) } "\n"
            }
            "\n" body { "\n" (body) } "\n"
        }
        "\n"
    };
    page.into_string()
}
