//! Charts of an assessment.

use crate::assess::{Assessment, Swing};
use crate::drawing::plot::Plot;
use crate::drawing::{measure, Colour, Document, Group, Shape};
use crate::geometry::Bounds;
use crate::language::Language;
use crate::map::tract::TractClass;
use crate::map::{symbol, MapError};
use crate::rules::RulePack;
use crate::units::AreaUnit;
use crate::words::heading::Heading;
use crate::words::map::layer::Layer;
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{EmptyElement, PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, TextStyle, WHITE};
use std::convert::Infallible;

/// More assumptions than this make no chart; the narrowest are left to the table.
const MOST_BARS: usize = 12;
/// Width of the chart, pixels.
const WIDTH: u32 = 900;
/// Room for the names of assumptions, pixels.
const NAMES: u32 = 290;
/// Height of a bar with the space around it, pixels.
const ROW: u32 = 34;
/// Room above the bars for the headline, below for the axis, and around all of it, pixels.
const ABOVE: u32 = 24;
const BELOW: u32 = 46;
const MARGIN: u32 = 10;
/// Room beside the bars for the figures at their ends, as a share of the widest.
const BESIDE: f64 = 0.28;
/// Share of a row that its bar fills.
const BAR: f64 = 0.62;
/// Size of words, pixels.
const SIZE: f64 = 12.5;

/// One bar: an assumption at either end of its range, and the loss there.
struct Bar {
    name: String,
    /// The end with less loss first: the loss in the unit of the chart, and what is written there.
    ends: [(f64, String); 2],
}

type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;
type Chart<'a> = ChartContext<'a, Plot, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// What moves the loss, as a tornado chart: a bar from the least to the greatest loss for each
/// assumption that has a range, widest first. `None` where nothing moves it in print.
///
/// # Errors
/// [`MapError::Chart`].
pub fn tornado(
    assessment: &Assessment,
    pack: &RulePack,
    language: Language,
) -> Result<Option<String>, MapError> {
    let unit = assessment.settings.unit;
    let swings = assessment.range.iter().flat_map(|range| &range.swings);
    let bars: Vec<Bar> =
        swings.filter_map(|swing| bar(swing, pack, unit, language)).take(MOST_BARS).collect();
    if bars.is_empty() {
        return Ok(None);
    }
    let loss = assessment.carve_out.ledger.loss().get();
    let headline = (in_unit(unit, loss), language.area(unit, loss));
    let rows = u32::try_from(bars.len()).unwrap_or(u32::MAX);
    let height = rows * ROW + ABOVE + BELOW + 2 * MARGIN;
    let title = language.heading(Heading::SensitivityOfTheLoss);
    let plot = Plot::new(Group::named("tornado").title(title), (WIDTH, height));
    let area = plot.clone().into_drawing_area();
    draw(&plot, &area, &bars, headline, unit, language)
        .map_err(|cause| MapError::Chart(cause.to_string()))?;
    drop(area);
    let (across, down) = (f64::from(WIDTH), f64::from(height));
    let mut document = Document::new(title, (across, down)).prefix("swings-");
    let mut paper = Group::named("paper").fill(symbol::WHITE);
    let whole = Bounds { min_x: 0.0, min_y: 0.0, max_x: across, max_y: down };
    paper.draw(Shape::block(whole));
    document.add(paper);
    document.add(plot.finish());
    Ok(Some(document.svg(WIDTH)))
}

/// The bar of an assumption; `None` where it moves nothing in print.
fn bar(swing: &Swing, pack: &RulePack, unit: AreaUnit, language: Language) -> Option<Bar> {
    let (first, second) = swing.losses;
    if unit.number(first) == unit.number(second) {
        return None;
    }
    let end = |loss: f64, value: Option<f64>| {
        (in_unit(unit, loss), language.end_of_bar(unit, loss, value))
    };
    let (a, b) = swing.values.unzip();
    let mut ends = [end(first, a), end(second, b)];
    if second < first {
        ends.reverse();
    }
    let name = language.assumption(&swing.assumption, &|kind| language.kind(kind, pack));
    Some(Bar { name: measure::shortened(&name, SIZE, f64::from(NAMES) - 16.0), ends })
}

fn draw(
    plot: &Plot,
    area: &DrawingArea<Plot, Shift>,
    bars: &[Bar],
    headline: (f64, String),
    unit: AreaUnit,
    language: Language,
) -> Drawn {
    let ends = || bars.iter().flat_map(|bar| &bar.ends).map(|(loss, _)| *loss);
    let least = ends().fold(headline.0, f64::min);
    let most = ends().fold(headline.0, f64::max);
    let beside = BESIDE * (most - least);
    let (left, right) = (least - beside, most + beside);
    let rows = bars.len() as f64;
    let mut chart: Chart<'_> = ChartBuilder::on(area)
        .margin(MARGIN)
        .margin_top(MARGIN + ABOVE)
        .margin_left(MARGIN + NAMES)
        .x_label_area_size(BELOW)
        .build_cartesian_2d(left..right, 0.0..rows)?;
    plot.open(Group::named("axis"));
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .x_labels(6)
        .x_max_light_lines(0)
        .bold_line_style(rgb(symbol::HAIRLINE.colour).mix(0.35))
        .axis_style(rgb(symbol::GREY))
        .label_style(words_of(SIZE, symbol::BLACK, false))
        .axis_desc_style(words_of(SIZE, symbol::BLACK, false))
        .x_label_formatter(&|loss| unit.number(loss * unit.square_metres()))
        .x_desc(language.axis_of_loss(unit))
        .draw()?;
    plot.close();
    plot.open(Group::named("headline").title(language.layer(Layer::Headline)));
    let line = PathElement::new(
        vec![(headline.0, 0.0), (headline.0, rows)],
        rgb(symbol::BLACK).stroke_width(2),
    );
    chart.draw_series([line])?;
    let style = words_of(SIZE + 1.0, symbol::BLACK, true).pos(Pos::new(HPos::Center, VPos::Bottom));
    let above = EmptyElement::at((headline.0, rows)) + Text::new(headline.1, (0, -5), style);
    chart.plotting_area().draw(&above)?;
    plot.close();
    for (row, bar) in bars.iter().enumerate() {
        plot.open(Group::named("swing").class("swing").title(&bar.name));
        draw_bar(&mut chart, bar, rows - row as f64 - 1.0, headline.0, left)?;
        plot.close();
    }
    Ok(())
}

/// A bar in two halves, less and more than the headline, with its name and its ends.
fn draw_bar(chart: &mut Chart<'_>, bar: &Bar, row: f64, headline: f64, left: f64) -> Drawn {
    let (bottom, top) = (row + (1.0 - BAR) / 2.0, row + f64::midpoint(1.0, BAR));
    let [(low, low_words), (high, high_words)] = &bar.ends;
    let middle = headline.clamp(*low, *high);
    for (from, to, class) in
        [(*low, middle, TractClass::Usable), (middle, *high, TractClass::Taking)]
    {
        if from < to {
            let look = class.look();
            let block = |style| Rectangle::new([(from, bottom), (to, top)], style);
            chart.draw_series([
                block(rgb(look.fill).filled()),
                block(rgb(look.ink).stroke_width(1)),
            ])?;
        }
    }
    let style = |h: HPos| words_of(SIZE, symbol::BLACK, false).pos(Pos::new(h, VPos::Center));
    let centre = row + 0.5;
    // On a plate, so that the line of the headline does not run through figures.
    let beside = |at: f64, words: &str, shift: i32, h: HPos| {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "labels are cut to a few hundred pixels"
        )]
        let across = measure::width(words, SIZE).ceil() as i32;
        let from = if matches!(h, HPos::Right) { shift - across } else { shift };
        EmptyElement::at((at, centre))
            + Rectangle::new([(from - 2, -9), (from + across + 2, 9)], WHITE.filled())
            + Text::new(words.to_owned(), (shift, 0), style(h))
    };
    let area = chart.plotting_area();
    area.draw(&beside(left, &bar.name, -8, HPos::Right))?;
    area.draw(&beside(*low, low_words, -6, HPos::Right))?;
    area.draw(&beside(*high, high_words, 6, HPos::Left))
}

fn words_of(size: f64, colour: Colour, bold: bool) -> TextStyle<'static> {
    let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let mut style = TextStyle::from(FontDesc::new(FontFamily::SansSerif, size, weight));
    style.color = rgb(colour).to_backend_color();
    style
}

fn in_unit(unit: AreaUnit, square_metres: f64) -> f64 {
    square_metres / unit.square_metres()
}

fn rgb(colour: Colour) -> RGBColor {
    let [red, green, blue] = colour.rgb;
    RGBColor(red, green, blue)
}
