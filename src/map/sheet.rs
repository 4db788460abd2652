//! The furniture as layers: title, headline, legend, north arrow, scale bar, source.

use crate::drawing::{measure, Anchor, Group, Type};
use crate::map::furniture::Furniture;
use crate::map::lettering::{bold, left, plain};
use crate::map::page::{self, Page};
use crate::map::{gauges, legend, symbol};
use crate::words::map::layer::Layer;

/// Everything around the map.
#[must_use]
pub fn furniture(furniture: &Furniture, page: &Page) -> Group {
    let language = furniture.language;
    let mut around = Group::named("furniture").title(language.layer(Layer::Furniture));
    around.add(title(&furniture.title));
    let mut headline = Group::named("headline");
    for (index, line) in page.headline.iter().enumerate() {
        let at = left(Page::headline_row(index));
        headline.write(line, at, Anchor::Left, &plain(page::HEADLINE));
    }
    around.add(headline);
    around.add(legend::legend(furniture, page));
    around.add(gauges::north(page.gauges, language));
    around.add(gauges::scale(page.view.scale, page.gauges, language));
    let mut source = Group::named("source");
    for (index, line) in page.source.iter().enumerate() {
        let small = Type { colour: symbol::GREY, ..plain(page::SOURCE) };
        source.write(line, left(page.source_row(index)), Anchor::Left, &small);
    }
    around.add(source);
    around
}

/// The title of a sheet.
#[must_use]
pub fn title(words: &str) -> Group {
    let room = page::WIDTH - 2.0 * page::MARGIN;
    let words = measure::shortened(words, page::TITLE * 1.06, room);
    let mut title = Group::named("title");
    let middle = page::MARGIN + page::TITLE / 2.0;
    title.write(&words, left(middle), Anchor::Left, &bold(page::TITLE));
    title
}
